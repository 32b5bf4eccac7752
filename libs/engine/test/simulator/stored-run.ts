import type { Json, NodeView } from '@app/definition';
import type { RunError, RunState } from '../../src/core/state.js';
import { errorView } from '../../src/driver/run-memory.js';
import type { InboxMessage, RunEvent, StepWrite } from '../../src/driver/store.js';

/** What is kept of one run, as the tables of PostgreSQL would. */
export class StoredRun {
  status: 'queued' | 'running' | 'waiting' | 'success' | 'failed' | 'cancelled' = 'queued';
  epoch = 0;
  startedAt: number | null = null;
  finishedAt: number | null = null;
  output: Json = null;
  error: RunError | null = null;
  snapshot: { state: RunState; seq: number } | null = null;
  readonly events: RunEvent[] = [];
  readonly steps = new Map<string, StepWrite>();
  readonly log: string[] = [];
  inbox: InboxMessage[] = [];

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

  /** What has ended, by path. */
  views(): Map<string, NodeView> {
    const views = new Map<string, NodeView>();
    for (const { path, status, output = null, error } of this.steps.values()) {
      if (!['success', 'failed', 'skipped', 'omitted'].includes(status)) continue;
      views.set(path, { status, output, error: error === undefined ? null : errorView(error) });
    }
    return views;
  }

  /** What the `assign` nodes set, in order of their events. */
  vars(): { [name: string]: Json } {
    const vars: { [name: string]: Json } = {};
    for (const { type, path } of this.events) {
      const step = type === 'node.succeeded' && path !== null ? this.stepsOf(path).at(-1) : undefined;
      if (step?.type === 'assign') Object.assign(vars, step.output);
    }
    return vars;
  }
}
