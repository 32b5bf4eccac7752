/** The indexes in a path added up: 0 in the root and in groups, then one for each item or turn further. */
export function instanceNumber(path: string): number {
  return [...path.matchAll(/\[(\d+)\]/g)].reduce((sum, [, index]) => sum + Number(index), 0);
}
