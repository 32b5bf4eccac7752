import type { Plan } from '@app/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../../src/core/state-format.js';
import type { RunState } from '../../src/core/state.js';
import { nestedFlows } from '../generators/flows.js';
import { messages, schedules } from '../generators/schedules.js';
import { PROOF, runs, UNHURRIED } from '../proof-size.js';
import type { OpenEnd } from './open-end.js';
import { feed, play, start, table, takeUp, type Table } from './play.js';
import { asOpenEnds, byName } from './taken-up.js';

const generated = nestedFlows({ maxNodes: 20 });
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The state as a driver finds it that reads what another one has stored. */
const stored = (plan: Plan, state: RunState): RunState => unpackState(plan, copy(packState(plan, state)));

describe('a run that is taken up again', UNHURRIED, () => {
  it('has still to do exactly what the live one has, after every event', () => {
    fc.assert(
      fc.property(generated, schedules, messages, (flow, schedule, sent) => {
        play(
          flow,
          schedule,
          ({ state, open }, { plan }) => {
            const before = copy(state);
            expect(byName(asOpenEnds(plan, state))).toEqual(byName(open));
            expect(byName(asOpenEnds(plan, stored(plan, state)))).toEqual(byName(open));
            expect(copy(state)).toEqual(before);
          },
          sent,
        );
      }),
      runs(PROOF.flows / 5),
    );
  });

  it('goes on alike from a state that was stored after every event: the same commands at every event', () => {
    fc.assert(
      fc.property(generated, schedules, messages, (flow, schedule, sent) => {
        const other = table(flow);
        play(
          flow,
          schedule,
          ({ event, commands }, { at }) => {
            other.state = stored(other.plan, other.state);
            other.at = at;
            const again = feed(other, event);
            expect(again.commands).toEqual(commands);
          },
          sent,
        );
      }),
      runs(PROOF.flows / 5),
    );
  });

  it('ends as it would have, wherever it was left', () => {
    fc.assert(
      fc.property(generated, schedules, (flow, schedule) => {
        const choose = (open: readonly OpenEnd[], turn: number): number =>
          open.indexOf(byName(open)[schedule[turn % schedule.length]! % open.length]!);
        const end = (everyStepAnew: boolean): Table => {
          const run = table(flow);
          start(run);
          for (let turn = 0; run.open.length > 0; turn += 1) {
            if (everyStepAnew) [run.state, run.open] = [stored(run.plan, run.state), asOpenEnds(run.plan, run.state)];
            takeUp(run, choose(run.open, turn));
          }
          return run;
        };
        const [anew, whole] = [end(true), end(false)];
        expect(stored(anew.plan, anew.state)).toEqual(stored(whole.plan, whole.state));
      }),
      runs(PROOF.flows / 5),
    );
  });
});
