import type { Plan } from '@app/definition';
import type { CallReport, LostActivity } from '../workflows/shell.types.js';
import type { Agenda } from './agenda.js';
import type { Effects } from './effects.js';
import type { Ledger } from './ledger.js';
import type { DriverPorts } from './ports.js';
import type { TakenRun } from './store.js';
import type { Wakeup } from './wakeup.js';
import type { Writes } from './writes.js';

/** Whether a run's inbox may have rows that were not read. */
export interface InboxFlag {
  dirty: boolean;
}

/** All that one takeover of a run works with. */
export interface RunContext {
  readonly ports: DriverPorts;
  readonly run: TakenRun;
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly writes: Writes;
  readonly effects: Effects;
  readonly wakeup: Wakeup;
  readonly inbox: InboxFlag;
  readonly lost: readonly LostActivity[];
  readonly calls: CallReport | undefined;
  readonly signal: AbortSignal;
  /** The time of the next event: never before the one before it. */
  now(): number;
}
