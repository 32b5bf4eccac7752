import type { Json } from '@app/definition';
import type { RunError } from '../../src/core/state.js';
import type { StoredState } from '../../src/core/stored-state.js';
import type { EventMessage } from '../../src/driver/outside.js';
import type { InboxMessage, RunEvent, StepResult, StepWrite } from '../../src/driver/store.js';

/** What is kept of one run, as the tables of PostgreSQL would. */
export class StoredRun {
  status: 'queued' | 'running' | 'waiting' | 'success' | 'failed' | 'cancelled' = 'queued';
  epoch = 0;
  startedAt: number | null = null;
  finishedAt: number | null = null;
  output: Json = null;
  error: RunError | null = null;
  snapshot: { state: StoredState; seq: number } | null = null;
  readonly events: RunEvent[] = [];
  readonly steps = new Map<string, StepWrite>();
  readonly log: string[] = [];
  inbox: InboxMessage[] = [];
  /** Events that no node has taken. */
  sent: EventMessage[] = [];

  constructor(readonly id: string) {}

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  get ended(): boolean {
    return this.finishedAt !== null;
  }

  /** The rows of a path, by attempt. */
  stepsOf(path: string): StepWrite[] {
    return [...this.steps.values()].filter((step) => step.path === path).toSorted((a, b) => a.attempt - b.attempt);
  }

  /** What is recorded of the last attempt of each of these paths; every output of a step whose ordinal is odd counts as large. */
  results(paths: readonly string[], whole: boolean): StepResult[] {
    return paths.flatMap((path) => {
      const step = this.stepsOf(path).at(-1);
      if (step === undefined) return [];
      const { type, status, ordinal, input = null, output = null, error = null, startedAt = null } = step;
      const masked = step.maskOutput === true;
      const large = !whole && output !== null && ordinal % 2 === 1;
      return [{ path, type, status, ordinal, input, output: large ? null : output, large, masked, error, startedAt }];
    });
  }
}
