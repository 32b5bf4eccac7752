import type { Plan } from '@app/definition';
import { advance, initialState } from '../core/advance.js';
import type { RunState } from '../core/state.js';
import { unpackState } from '../core/state-format.js';
import { migrateState } from '../core/state-migrations.js';
import { toCoreEvent } from './run-event.js';
import type { TakenRun } from './store.js';

/** The run's state now: its last snapshot with the events since then worked in. */
export function foldState(plan: Plan, run: Pick<TakenRun, 'snapshot' | 'events'>): RunState {
  let state = run.snapshot === null ? initialState() : unpackState(plan, migrateState(run.snapshot.state));
  for (const row of run.events) {
    const event = toCoreEvent(row);
    if (event !== null) ({ state } = advance(plan, state, event));
  }
  return state;
}
