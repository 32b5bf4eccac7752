import type { Environment } from './environment.js';
import type { PREFIXES } from './variables.js';

/** The variables that begin with a prefix, by what follows it. */
export function withPrefix(env: Environment, prefix: keyof typeof PREFIXES): Readonly<Record<string, string>> {
  const found = Object.entries(env).filter(
    ([name, text]) => name.startsWith(prefix) && name !== prefix && text !== undefined,
  );
  return Object.fromEntries(found.map(([name, text]) => [name.slice(prefix.length), text as string]));
}
