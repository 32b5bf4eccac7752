import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, initialState } from '../../src/core/advance.js';
import type { CoreEvent } from '../../src/core/event.js';
import { nestedFlows } from '../generators/flows.js';
import { messages, schedules } from '../generators/schedules.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import { aPlan } from '../sketch/a-plan.js';
import { play } from './play.js';
import { strayEvents } from './stray-events.js';

const generated = nestedFlows({ maxNodes: 20 });
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a state is a fold of its events', UNHURRIED, () => {
  it('comes out the same when the same events are fed again, with the same commands, and through JSON after each', () => {
    fc.assert(
      fc.property(generated, schedules, messages, (flow, schedule, sent) => {
        const plan = aPlan(flow);
        let folded = copy(initialState());
        play(
          flow,
          schedule,
          ({ event, state, commands }) => {
            const again = advance(plan, copy(folded), copy(event));
            folded = copy(again.state);
            expect(folded).toEqual(state);
            expect(again.commands).toEqual(commands);
          },
          sent,
        );
      }),
      runs(PROOF.flows / 3),
    );
  });

  it('is not changed by events that belong to no attempt under way', () => {
    fc.assert(
      fc.property(generated, schedules, messages, (flow, schedule, sent) => {
        const plan = aPlan(flow);
        play(
          flow,
          schedule,
          ({ state, open }, { at }) => {
            const mine = copy(state);
            const paths = open.map(({ path }) => path);
            const events = strayEvents(flow, paths, at);
            expect(events.filter((event) => advance(plan, mine, event).commands.length > 0)).toEqual([]);
            expect(mine).toEqual(state);
          },
          sent,
        );
      }),
      runs(PROOF.flows / 30),
    );
  });

  it('is not changed by any event of the run, fed once more later, nor by anything after the end', () => {
    fc.assert(
      fc.property(generated, schedules, messages, (flow, schedule, sent) => {
        const plan = aPlan(flow);
        const past: CoreEvent[] = [];
        const { state } = play(
          flow,
          schedule,
          ({ event, state: now }) => {
            past.push(event);
            const mine = copy(now);
            for (const old of past) {
              // A timer has no attempt: a later pause of the same node may be over by then.
              if (old.type === 'timer.fired') continue;
              expect(advance(plan, mine, old).commands).toEqual([]);
            }
            expect(mine).toEqual(now);
          },
          sent,
        );
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
