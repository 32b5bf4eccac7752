/** The path to the first number that is not finite; null: there is none. The body's depth is bounded where it is parsed. */
export function infiniteBelow(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : '';
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) {
      const below = infiniteBelow(inner);
      if (below !== null) return `[${at}]${below}`;
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    const below = infiniteBelow((value as Record<string, unknown>)[key]);
    if (below !== null) return `.${key}${below}`;
  }
  return null;
}
