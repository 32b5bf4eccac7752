import type { DefinitionNode } from '../definition.js';
import type { NodeTypeSpec } from '../node-type/node-type-spec.js';
import { broken } from './broken.js';
import type { PlanNode, PlanScope } from './plan.js';

/** By node: the index of its scope. The root is 0, the others count up in order of their containers. @throws AppError FLOW_HAS_PROBLEMS */
export function scopeIndexes(
  nodes: readonly DefinitionNode[],
  specs: readonly NodeTypeSpec[],
  indexes: ReadonlyMap<string, number>,
): number[] {
  const opened = new Map<number, number>();
  specs.forEach((spec, index) => {
    if (spec.opensScope === true) opened.set(index, opened.size + 1);
  });
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
export function compileScopes(
  nodes: readonly PlanNode[],
  scopeOf: readonly number[],
  specs: readonly NodeTypeSpec[],
): PlanScope[] {
  const containers = [null, ...nodes.filter(({ index }) => specs[index]?.opensScope === true)];
  const scopes = containers.map((container, index) => ({
    index,
    container: container?.index ?? null,
    parent: container === null ? null : (scopeOf[container.index] ?? 0),
    nodes: [] as number[],
    entries: [] as number[],
    leaves: [] as number[],
  }));
  for (const node of nodes) {
    const scope = scopes[node.scope];
    scope?.nodes.push(node.index);
    if (node.incoming === 0) scope?.entries.push(node.index);
    if (node.outgoing.length === 0 && node.role !== 'end') scope?.leaves.push(node.index);
  }
  return scopes;
}
