import type { NodeView, Plan } from '@app/definition';
import { advance, initialState } from '../core/advance.js';
import type { RunState } from '../core/state.js';
import { statusAt } from '../core/step.js';
import { migrateState } from '../core/state-migrations.js';
import { toCoreEvent } from './run-event.js';
import type { TakenRun } from './store.js';

/** The run's state now: its last snapshot with the events since then worked in. */
export function foldState(plan: Plan, run: Pick<TakenRun, 'snapshot' | 'events'>): RunState {
  let state = run.snapshot === null ? initialState() : migrateState(run.snapshot.state);
  for (const row of run.events) {
    const event = toCoreEvent(row);
    if (event !== null) ({ state } = advance(plan, state, event));
  }
  return state;
}

/**
 * What expressions may see of the nodes. The store knows only how each node's last attempt ended;
 * a node that pauses before its next one has not ended, and is not seen.
 */
export function endedViews(state: RunState, views: ReadonlyMap<string, NodeView>): Map<string, NodeView> {
  return new Map([...views].filter(([path, { status }]) => statusAt(state, path) === status));
}
