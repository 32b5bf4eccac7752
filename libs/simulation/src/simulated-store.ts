import {
  attemptKey,
  type EventMessage,
  type InboxMessage,
  LARGE_OUTPUT_BYTES,
  type OutsideWrite,
  type RunEvent,
  type RunFacts,
  type RunOutcome,
  type RunStore,
  type RunWrite,
  type StepResult,
  type StepWrite,
  type StoredState,
  type TakenRun,
} from '@app/engine';

/** What is recorded of a simulated run, in memory: the store of its one driver. */
export class SimulatedStore implements RunStore {
  readonly events: RunEvent[] = [];
  readonly steps = new Map<string, StepWrite>();
  readonly log: RunWrite['log'][number][] = [];
  inbox: InboxMessage[] = [];
  sent: EventMessage[] = [];
  /** The run's own row, as far as it was written. */
  row: NonNullable<RunWrite['run']> = { status: 'running' };
  private snapshot: { state: StoredState; seq: number } | null = null;
  private lastAttempt = new Map<string, number>();

  /**
   * @param onOutside told of what would be done beside the run's own rows
   * @param onEvents told of events before they are kept; throws to end the simulation
   */
  constructor(
    private readonly facts: RunFacts,
    private readonly onOutside: (write: OutsideWrite) => void,
    private readonly onEvents: (events: readonly RunEvent[]) => void,
  ) {}

  async take(): Promise<TakenRun> {
    const after = this.snapshot?.seq ?? 0;
    const events = this.events.filter(({ seq }) => seq > after);
    const seq = this.events.length;
    const startedAt = this.row.startedAt ?? null;
    return { ...this.facts, startedAt, epoch: 1, snapshot: this.snapshot, events, seq, inbox: this.inbox };
  }

  async outcome(): Promise<RunOutcome | null> {
    return null;
  }

  async write(write: RunWrite): Promise<void> {
    this.onEvents(write.events);
    // Other work of the process has its turn: a simulation computes without a pause.
    await new Promise((resolve) => setImmediate(resolve));
    this.events.push(...write.events);
    for (const step of write.steps) this.keep(step);
    this.log.push(...write.log);
    this.inbox = this.inbox.filter(({ id }) => !write.taken.includes(id));
    this.sent = this.sent.filter(({ id }) => !write.taken.includes(id));
    if (write.run !== undefined) this.row = { ...this.row, ...write.run };
    if (write.run?.snapshot !== undefined) this.snapshot = { state: write.run.snapshot, seq: this.events.length };
    for (const each of write.outside) this.onOutside(each);
  }

  async readInbox(): Promise<readonly InboxMessage[]> {
    return this.inbox;
  }

  async readEvents(_runId: string, names: readonly string[], after: number): Promise<readonly EventMessage[]> {
    return this.sent.filter(({ name, n }) => names.includes(name) && n > after);
  }

  async results(_runId: string, paths: readonly string[], whole: boolean): Promise<readonly StepResult[]> {
    return paths.flatMap((path) => {
      const step = this.steps.get(attemptKey(path, this.lastAttempt.get(path) ?? 0));
      if (step === undefined) return [];
      const { type, status, ordinal, input = null, output = null, error = null, startedAt = null } = step;
      const large = !whole && JSON.stringify(output).length > LARGE_OUTPUT_BYTES;
      const masked = step.maskOutput === true;
      return [{ path, type, status, ordinal, input, output: large ? null : output, large, masked, error, startedAt }];
    });
  }

  private keep(step: StepWrite): void {
    const key = attemptKey(step.path, step.attempt);
    const before = this.steps.get(key);
    const given = Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
    this.steps.set(key, { ...step, ...before, ...given, ordinal: before?.ordinal ?? step.ordinal });
    this.lastAttempt.set(step.path, Math.max(step.attempt, this.lastAttempt.get(step.path) ?? 0));
  }
}
