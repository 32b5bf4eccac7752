import type { Json } from '@app/definition';

/** A value as text, the way a template puts it in: a string as it is, nothing as '', the rest as JSON. */
export function text(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}
