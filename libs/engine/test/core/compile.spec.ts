import { compile, truthy, type ExpressionScope, type Plan, type PlanEdge } from '@app/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { aDefinition, typesOf, withOneFallback } from '../sketch/a-definition.js';
import { aPlan } from '../sketch/a-plan.js';

const scope: ExpressionScope = {
  input: null,
  nodes: {},
  vars: {},
  run: { id: 'run', started_at: '' },
  flow: { id: 'flow', name: 'Flow', version: 1 },
  env: {},
};
const plain = ({ index, source, target }: PlanEdge): PlanEdge => ({ index, source, target });

/** What the core reads of a plan. */
function read(plan: Plan): unknown {
  return {
    nodes: plan.nodes.map(({ data: _data, type: _type, when, outgoing, byHandle, ...rest }) => ({
      ...rest,
      when: when && truthy(when.evaluate(scope, 0)),
      outgoing: outgoing.map(plain),
      byHandle: [...byHandle].map(([handle, edges]) => [handle, edges.map(plain)]),
    })),
    byId: [...plan.byId].map(([id, { index }]) => [id, index]),
    edges: plan.edges.map(plain),
    scopes: plan.scopes,
    settings: plan.settings,
  };
}

describe('the compiler', UNHURRIED, () => {
  it('makes of a definition the plan that the proofs of the core are made with', () => {
    fc.assert(
      fc.property(flows({ maxNodes: 15 }).map(withOneFallback), (flow) => {
        expect(read(compile(aDefinition(flow), typesOf(flow)))).toEqual(read(aPlan(flow)));
      }),
      runs(PROOF.flows / 5),
    );
  });
});
