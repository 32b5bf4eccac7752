import type { DefinitionNode } from '../definition.js';
import type { NodeTypeSpec } from '../node-type/node-type-spec.js';
import { readByAny } from '../expression/reads.js';
import { broken } from './broken.js';
import type { PlanNode, PlanScope } from './plan.js';

/** By container: the index of the scope that it opens. The root is 0, the others count up in order of their containers. */
export function openedScopes(specs: readonly NodeTypeSpec[]): ReadonlyMap<number, number> {
  const containers = specs.flatMap((spec, index) => (spec.container === undefined ? [] : [index]));
  return new Map(containers.map((container, at) => [container, at + 1]));
}

/** By node: the index of its scope. @throws AppError FLOW_HAS_PROBLEMS */
export function scopeIndexes(
  nodes: readonly DefinitionNode[],
  opened: ReadonlyMap<number, number>,
  indexes: ReadonlyMap<string, number>,
): number[] {
  return nodes.map(({ parentId }, index) => {
    if (parentId === undefined || parentId === null) return 0;
    const parent = indexes.get(parentId);
    const scope = parent === undefined || parent >= index ? undefined : opened.get(parent);
    if (scope === undefined)
      throw broken(`nodes[${index}].parentId`, 'It names no container that stands before the node');
    return scope;
  });
}

/** The scopes, root first. */
export function compileScopes(nodes: readonly PlanNode[], scopeOf: readonly number[]): PlanScope[] {
  const containers = [null, ...nodes.filter(({ container }) => container !== null)];
  const scopes = containers.map((container, index) => ({
    index,
    container: container?.index ?? null,
    parent: container === null ? null : (scopeOf[container.index] ?? 0),
    nodes: [] as number[],
    entries: [] as number[],
    leaves: [] as number[],
    reads: [] as readonly string[] | null,
  }));
  for (const node of nodes) {
    const scope = scopes[node.scope];
    scope?.nodes.push(node.index);
    if (node.compensates !== null) continue;
    if (node.incoming === 0) scope?.entries.push(node.index);
    if (node.outgoing.length === 0 && node.role !== 'end') scope?.leaves.push(node.index);
  }
  // Inner scopes come after the ones around them.
  const inner = scopes.map(() => [] as (readonly string[] | null)[]);
  for (const scope of scopes.toReversed()) {
    const own = scope.nodes.map((index) => nodes[index]?.reads ?? null);
    scope.reads = readByAny([...own, ...(inner[scope.index] ?? [])]);
    if (scope.parent !== null) inner[scope.parent]?.push(scope.reads);
  }
  const empty = scopes.find(({ container, nodes: inside }) => container !== null && inside.length === 0);
  if (empty !== undefined) throw broken(`nodes[${empty.container}]`, 'There is no node in the container');
  return scopes;
}
