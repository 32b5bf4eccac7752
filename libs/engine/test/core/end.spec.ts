import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows, nestedFlows } from '../generators/flows.js';
import { messages, schedules } from '../generators/schedules.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { Chronicle } from './chronicle.js';
import { play, send, start, table, takeUp } from './play.js';

const STOPS = [
  ['cancelled', 'run.cancel_requested', 'RUN_CANCELLED'],
  ['failed', 'run.timed_out', 'RUN_TIMEOUT'],
] as const;

describe('every run comes to its end', UNHURRIED, () => {
  it('ends when all that is under way has ended, and then has nothing open', () => {
    fc.assert(
      fc.property(nestedFlows({ maxNodes: 20 }), schedules, messages, (flow, schedule, sent) => {
        const { state } = play(flow, schedule, undefined, sent);
        expect(state.status).not.toBe('running');
        expect(Object.keys(state.scopes)).toEqual(['']);
        const nodes = Object.values(state.scopes['']!.nodes);
        const statuses = nodes.map(({ status }) => status);
        expect(statuses).not.toEqual(expect.arrayContaining([expect.stringMatching(/ready|running|waiting/)]));
        expect(nodes.filter(({ inside }) => inside !== undefined)).toEqual([]);
        expect(state.scopes['']!.active).toBe(0);
      }),
      runs(PROOF.flows / 3),
    );
  });

  it.each(STOPS)('is %s at once where there is but one scope, whenever that is asked for', (status, type, code) => {
    fc.assert(
      fc.property(flows({ maxNodes: 20 }), schedules, fc.nat({ max: 40 }), (flow, schedule, turns) => {
        const run = table(flow);
        start(run);
        for (let turn = 0; turn < turns && run.open.length > 0; turn += 1)
          takeUp(run, schedule[turn % schedule.length]!);
        if (run.open.length === 0) return;
        const open = run.open.map(({ path }) => path).toSorted();
        const { state, commands } = send(run, type);
        expect(state.status).toBe(status);
        expect(commands.at(-1)).toMatchObject({ type: 'finish', status, error: { code } });
        const stopped = commands.flatMap((command) => (command.type === 'abort' ? [command.path] : []));
        expect(stopped.toSorted()).toEqual(open);
        for (const path of open) expect(state.scopes['']!.nodes[path]!.status).toBe('cancelled');
      }),
      runs(PROOF.flows / 3),
    );
  });

  it.each(STOPS)(
    'is %s in the end, whenever that is asked for and whatever is still to be undone',
    (status, type, code) => {
      fc.assert(
        fc.property(nestedFlows({ maxNodes: 20 }), schedules, fc.nat({ max: 40 }), (flow, schedule, after) => {
          const chronicle = new Chronicle();
          let asked = false;
          play(
            flow,
            schedule,
            (turn) => {
              chronicle.note(turn);
              asked ||= turn.event.type === type && turn.state.scopes['']!.closing?.error?.code === code;
            },
            [{ after, type }],
          );
          // What ends before it is asked for, or closes already, ends for its own reason.
          fc.pre(asked);
          expect(chronicle.endings.get('')).toMatchObject({ status, error: { code } });
        }),
        runs(PROOF.flows / 3),
      );
    },
  );
});
