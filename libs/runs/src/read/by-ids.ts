import type { Statement } from '@app/database';

/**
 * A statement about runs by their ids, and its parameters. One id has a statement of its own: PostgreSQL makes
 * its plan once, where it would plan a list anew each time that it is shorter than it expects lists to be.
 * @param text the statement around what the id must be
 */
export function byIds(
  name: string,
  text: (match: string) => string,
): (ids: readonly string[]) => [Statement, unknown[]] {
  const one: Statement = { name: `${name}.one`, text: text('= $1::uuid') };
  const many: Statement = { name: `${name}.many`, text: text('= any($1::uuid[])') };
  return (ids) => (ids.length === 1 ? [one, [ids[0]]] : [many, [ids]]);
}
