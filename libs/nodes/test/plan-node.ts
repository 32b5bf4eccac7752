import { compile, type ExpressionScope, type JsonObject, type PlanNode } from '@app/definition';
import { nodeTypes } from '../src/registry.js';

/** The clock of the nodes under test. */
export const AT = Date.UTC(2030, 0, 1, 9);

/** A node of this type as the interpreter has it. */
export function planNode(type: string, data: JsonObject = {}): PlanNode {
  const inside = { id: 'inside', type: 'transform', data: { output: 1 }, parentId: 'n' };
  const isContainer = nodeTypes.get(type)?.container !== undefined;
  const nodes = [{ id: 'n', type, data }, ...(isContainer ? [inside] : [])];
  const plan = compile({ nodes, edges: [] }, nodeTypes);
  return plan.byId.get('n') as PlanNode;
}

/** What expressions see, unless the test says otherwise. */
export function aScope(over: Partial<ExpressionScope> = {}): ExpressionScope {
  return {
    input: {},
    nodes: {},
    vars: {},
    run: { id: 'run-1', started_at: '2030-01-01T09:00:00.000Z' },
    flow: { id: 'flow-1', name: 'Orders', version: 1 },
    env: {},
    ...over,
  };
}
