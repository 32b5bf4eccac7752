import type { Definition } from '../definition.js';
import type { Evaluable } from '../expression/expression-scope.js';

/** What a definition masks. */
export interface Masks {
  /** Nodes with `mask`, and the containers that they are in: what these give may hold what is masked. */
  readonly nodes: ReadonlySet<string>;
  /** Whether any of them sets variables. */
  readonly variables: boolean;
}

/** null: nothing is masked. Parents stand before their children. */
export function masksOf({ nodes }: Pick<Definition, 'nodes'>): Masks | null {
  const masked = nodes.filter(({ data }) => data.mask === true);
  if (masked.length === 0) return null;
  const ids = new Set(masked.map(({ id }) => id));
  for (const { id, parentId } of nodes.toReversed()) if (ids.has(id) && parentId != null) ids.add(parentId);
  return { nodes: ids, variables: masked.some(({ type }) => type === 'assign') };
}

/** Names that hold what other nodes gave, and that `reads` says nothing of. What reads one has it in its text. */
const NAMES = { variables: 'vars', turn: 'previous' };

/** Whether any of a node's fields may read something masked; what they come to is then recorded like it. */
export function readsMasked(masks: Masks | null, fields: readonly Evaluable[]): boolean {
  if (masks === null) return false;
  return fields.some(
    ({ source, reads }) =>
      reads === null ||
      reads.some((id) => masks.nodes.has(id)) ||
      (masks.variables && source.includes(NAMES.variables)) ||
      source.includes(NAMES.turn),
  );
}
