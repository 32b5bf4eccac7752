import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, initialState } from '../../src/core/advance.js';
import type { CoreEvent } from '../../src/core/event.js';
import { outstanding } from '../../src/core/outstanding.js';
import type { RunState } from '../../src/core/state.js';
import { flows, schedules } from '../generators/flows.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { aPlan } from '../sketch/a-plan.js';
import type { FlowSketch } from '../sketch/sketch.js';
import type { OpenEnd } from './open-end.js';
import { feed, play, start, table, takeUp } from './play.js';

const generated = flows({ maxNodes: 20 });
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Events that belong nowhere: of unknown nodes, of attempts that are not made, timers too early, and a second start. */
function strayEvents(flow: FlowSketch, at: number): CoreEvent[] {
  const paths = [
    ...flow.nodes.map(({ id }) => id),
    'nobody',
    'n0/inner',
    'toString',
    '__proto__',
    'constructor/n0',
    '',
  ];
  const error = { code: 'HTTP_STATUS', message: 'late', retryable: true };
  const ofPath = (path: string): CoreEvent[] =>
    [-1, 0, 99].flatMap((attempt): CoreEvent[] => [
      { type: 'node.started', path, attempt, at },
      { type: 'node.waiting', path, attempt, at, until: at },
      { type: 'node.succeeded', path, attempt, at, handles: null },
      { type: 'node.failed', path, attempt, at, error, random: 0 },
      { type: 'node.lost', path, attempt, at, random: 0 },
    ]);
  const early = paths.map((path): CoreEvent => ({ type: 'timer.fired', path, at: 0 }));
  return [{ type: 'run.started', at }, ...early, ...paths.flatMap(ofPath)];
}

function asOpenEnds(flow: FlowSketch, state: RunState): OpenEnd[] {
  const { commands, running } = outstanding(aPlan(flow), state);
  return [
    ...commands.map((command): OpenEnd => {
      if (command.type === 'execute') return { is: 'execute', path: command.path, attempt: command.attempt };
      if (command.type === 'wait') return { is: 'timer', path: command.path, until: command.until };
      throw new Error(`${command.type} is nothing to take up`);
    }),
    ...running.map(({ path, attempt }): OpenEnd => ({ is: 'effect', path, attempt })),
  ];
}

const byPath = (ends: readonly OpenEnd[]): OpenEnd[] => ends.toSorted((a, b) => (a.path < b.path ? -1 : 1));

describe('a state is a fold of its events', UNHURRIED, () => {
  it('comes out the same when the same events are fed again, with the same commands, and through JSON after each', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const plan = aPlan(flow);
        let folded = copy(initialState());
        play(flow, schedule, ({ event, state, commands }) => {
          const again = advance(plan, copy(folded), copy(event));
          folded = copy(again.state);
          expect(folded).toEqual(state);
          expect(again.commands).toEqual(commands);
        });
      }),
      runs(PROOF.flows / 3),
    );
  });

  it('is not changed by events that belong to no attempt under way', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const plan = aPlan(flow);
        play(flow, schedule, ({ state }, { at }) => {
          const mine = copy(state);
          for (const event of strayEvents(flow, at)) expect(advance(plan, mine, event).commands).toEqual([]);
          expect(mine).toEqual(state);
        });
      }),
      runs(PROOF.flows / 10),
    );
  });

  it('is not changed by any event of the run, fed once more later, nor by anything after the end', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const plan = aPlan(flow);
        const past: CoreEvent[] = [];
        const { state } = play(flow, schedule, ({ event, state: now }) => {
          past.push(event);
          const mine = copy(now);
          for (const old of past) {
            // A timer has no attempt: a later pause of the same node may be over by then.
            if (old.type === 'timer.fired') continue;
            expect(advance(plan, mine, old).commands).toEqual([]);
          }
          expect(mine).toEqual(now);
        });
        const ended = copy(state);
        const late: CoreEvent[] = [
          ...past,
          { type: 'run.cancel_requested', at: 1e9, by: null },
          { type: 'run.timed_out', at: 1e9 },
        ];
        for (const event of late) expect(advance(plan, ended, event).commands).toEqual([]);
        expect(ended).toEqual(state);
      }),
      runs(PROOF.flows / 10),
    );
  });
});

describe('a run that is taken up again', UNHURRIED, () => {
  it('has still to do exactly what the live one has, after every event', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        play(flow, schedule, ({ state, open }) => {
          const before = copy(state);
          expect(byPath(asOpenEnds(flow, state))).toEqual(byPath(open));
          expect(state).toEqual(before);
        });
      }),
      runs(PROOF.flows / 3),
    );
  });

  it('ends as it would have, wherever it was left', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const choose = (open: readonly OpenEnd[], turn: number): number =>
          open.indexOf(byPath(open)[schedule[turn % schedule.length]! % open.length]!);
        const end = (everyStepAnew: boolean): unknown => {
          const run = table(flow);
          start(run);
          for (let turn = 0; run.open.length > 0; turn += 1) {
            if (everyStepAnew) [run.state, run.open] = [copy(run.state), asOpenEnds(flow, run.state)];
            takeUp(run, choose(run.open, turn));
          }
          return run.state;
        };
        expect(end(true)).toEqual(end(false));
      }),
      runs(PROOF.flows / 3),
    );
  });
});

describe('every run comes to its end', UNHURRIED, () => {
  it('ends when all that is under way has ended, and then has nothing open', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const { state } = play(flow, schedule);
        expect(state.status).not.toBe('running');
        const statuses = Object.values(state.scopes['']!.nodes).map(({ status }) => status);
        expect(statuses).not.toEqual(expect.arrayContaining([expect.stringMatching(/ready|running|waiting/)]));
        const wellEnded =
          state.status === 'success' ? [0, flow.nodes.length] : [state.scopes['']!.open, statuses.length];
        expect([state.scopes['']!.open, statuses.length]).toEqual(wellEnded);
      }),
      runs(PROOF.flows / 3),
    );
  });

  it.each([
    ['cancelled', { type: 'run.cancel_requested', by: 'someone' } as const, 'RUN_CANCELLED'],
    ['failed', { type: 'run.timed_out' } as const, 'RUN_TIMEOUT'],
  ])('is %s at once, whenever that is asked for', (status, event, code) => {
    fc.assert(
      fc.property(generated, schedules, fc.nat({ max: 40 }), (flow, schedule, turns) => {
        const run = table(flow);
        start(run);
        for (let turn = 0; turn < turns && run.open.length > 0; turn += 1)
          takeUp(run, schedule[turn % schedule.length]!);
        if (run.open.length === 0) return;
        const open = run.open.map(({ path }) => path).toSorted();
        const { state, commands } = feed(run, { ...event, at: run.at });
        expect(state.status).toBe(status);
        expect(commands.at(-1)).toMatchObject({ type: 'finish', status, error: { code } });
        const stopped = commands.flatMap((command) => (command.type === 'abort' ? [command.path] : []));
        expect(stopped.toSorted()).toEqual(open);
        for (const path of open) expect(state.scopes['']!.nodes[path]!.status).toBe('cancelled');
      }),
      runs(PROOF.flows / 3),
    );
  });
});
