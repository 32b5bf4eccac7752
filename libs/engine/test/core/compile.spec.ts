import { compile, truthy, type ExpressionScope, type Plan, type PlanEdge } from '@app/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows, nestedFlows } from '../generators/flows.js';
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
    nodes: plan.nodes.map(({ data: _data, type: _type, reads: _reads, when, outgoing, byHandle, ...rest }) => ({
      ...rest,
      when: when && truthy(when.evaluate(scope, 0)),
      outgoing: outgoing.map(plain),
      byHandle: [...byHandle].map(([handle, edges]) => [handle, edges.map(plain)]),
    })),
    byId: [...plan.byId].map(([id, { index }]) => [id, index]),
    edges: plan.edges.map(plain),
    scopes: plan.scopes.map(({ reads: _, ...scope }) => scope),
    settings: plan.settings,
  };
}

describe('the compiler', UNHURRIED, () => {
  it.each([
    ['of one scope', flows({ maxNodes: 15 })],
    ['with containers', nestedFlows({ maxNodes: 20 })],
  ])('makes of a definition %s the plan that the proofs of the core are made with', (_, generated) => {
    fc.assert(
      fc.property(generated.map(withOneFallback), (flow) => {
        expect(read(compile(aDefinition(flow), typesOf(flow)))).toEqual(read(aPlan(flow)));
      }),
      runs(PROOF.flows / 5),
    );
  });

  it('lists the same edges as the plan has, not copies: the core tells them apart by what they are', () => {
    fc.assert(
      fc.property(nestedFlows({ maxNodes: 10 }), (flow) => {
        const plan = compile(aDefinition(flow), typesOf(flow));
        for (const { outgoing, errorEdges, finallyEdges, byHandle } of plan.nodes)
          for (const edge of [...errorEdges, ...finallyEdges, ...[...byHandle.values()].flat()])
            expect(outgoing.includes(edge)).toBe(true);
      }),
      runs(PROOF.flows / 20),
    );
  });
});
