import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputSource } from '../../src/core/command.js';
import { flows, schedules } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import type { FlowSketch } from '../sketch/sketch.js';
import { play } from './play.js';

interface End {
  readonly status: string;
  readonly nodes: unknown;
  readonly output: OutputSource | null;
}

function endOf(flow: FlowSketch, schedule: readonly number[]): End {
  let output: OutputSource | null = null;
  const { state } = play(flow, schedule, ({ commands }) => {
    for (const command of commands)
      if (command.type === 'finish' && command.status === 'success') output = command.output;
  });
  const nodes = flow.nodes.map(({ id }) => [
    id,
    state.scopes['']!.nodes[id]?.status,
    state.scopes['']!.nodes[id]?.failures,
  ]);
  return { status: state.status, nodes, output };
}

describe('what the order of completions cannot change', UNHURRIED, () => {
  it('is how the run ends and, where it ends well, how each node does', () => {
    fc.assert(
      fc.property(flows({ maxNodes: 15, calm: 0.8 }), schedules, schedules, (flow, one, other) => {
        const [a, b] = [endOf(flow, one), endOf(flow, other)];
        expect(a.status).toBe(b.status);
        // Where an error was not handled, it is the order that says what was stopped by it.
        expect(a.status !== 'success' || isDeepStrictEqual(a.nodes, b.nodes)).toBe(true);
      }),
      runs(PROOF.flows / 2),
    );
  });

  it('is where the output comes from, but for which of several ends was first', () => {
    fc.assert(
      fc.property(flows({ maxNodes: 15, calm: 1 }), schedules, schedules, (flow, one, other) => {
        fc.pre(flow.nodes.filter(({ role }) => role === 'end').length <= 1);
        expect(endOf(flow, one).output).toEqual(endOf(flow, other).output);
      }),
      runs(PROOF.flows / 2),
    );
  });
});
