import { attemptKey } from './effects.js';
import type { LogLine } from './executor.js';
import type { OutsideWrite } from './outside.js';
import type { RunEvent, RunWrite, StepWrite } from './store.js';

/** What each closing write ends. */
const OPENED_BY: { readonly [type in OutsideWrite['type']]?: OutsideWrite['type'] } = {
  'wait.close': 'wait.open',
  'approval.close': 'approval.open',
  'child.cancel': 'child.start',
};

/** What has happened and is not yet written: the next write of the run. */
export class Journal {
  private events: RunEvent[] = [];
  private steps = new Map<string, StepWrite>();
  private log: (LogLine & { at: number })[] = [];
  private taken: string[] = [];
  private outside: OutsideWrite[] = [];

  constructor(private seq: number) {}

  /** The number of the last event. */
  get lastSeq(): number {
    return this.seq;
  }

  get size(): number {
    return this.events.length;
  }

  /** Adds an event with the run's next number. */
  event(make: (seq: number) => RunEvent): void {
    this.seq += 1;
    this.events.push(make(this.seq));
  }

  /** Adds to what is written of an attempt. */
  step(step: Omit<StepWrite, 'ordinal'>): void {
    const key = attemptKey(step.path, step.attempt);
    const before = this.steps.get(key);
    this.steps.set(key, { ordinal: this.seq + 1, ...before, ...step });
  }

  line(line: LogLine, at: number): void {
    this.log.push({ ...line, at });
    this.event((seq) => ({ seq, at, type: 'log', path: null, data: { ...line } }));
  }

  take(inboxId: string): void {
    this.taken.push(inboxId);
  }

  /** Adds what is to be done beside the run's own rows. What would be opened and closed in one write is not opened. */
  beside(write: OutsideWrite): void {
    const opening = OPENED_BY[write.type];
    const kept = this.outside.filter(
      ({ type, path, attempt }) => type !== opening || path !== write.path || attempt !== write.attempt,
    );
    const neverWas = kept.length < this.outside.length;
    this.outside = neverWas ? kept : [...this.outside, write];
  }

  /** Takes everything out, as the write that holds it. */
  drain(): Omit<RunWrite, 'runId' | 'epoch' | 'run'> {
    const { events, steps, log, taken, outside } = this;
    [this.events, this.steps, this.log, this.taken, this.outside] = [[], new Map(), [], [], []];
    return { events, steps: [...steps.values()], log, taken, outside };
  }
}
