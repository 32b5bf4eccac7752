import type { Json } from '@app/definition';
import type { EventMessage, OutsideWrite } from '../../src/driver/outside.js';
import {
  EpochLostError,
  UnstorableError,
  type InboxMessage,
  type NodeCall,
  type NodeCallStore,
  type NodeResult,
  type RunEvent,
  type RunStore,
  type RunWrite,
  type StepResult,
  type StepWrite,
  type TakenRun,
} from '../../src/driver/store.js';
import { attemptKey } from '../../src/driver/effects.js';
import type { RunOutcome } from '../../src/workflows/shell.types.js';
import { StoredRun } from './stored-run.js';
import { type Call, calling, type WorldStore } from './world-store.js';

const copy = <T>(value: T): T => structuredClone(value);
const TERMINAL = ['success', 'failed', 'cancelled'];
const FACTS = {
  flow: { id: 'flow', name: 'Flow', version: 1 },
  flowVersionId: 'version',
  input: { from: 'the client' },
  parentRunId: null,
  depth: 0,
  slice: null,
};

/**
 * A run kept in memory by the rules of the real store: epochs, all or nothing, terminal statuses
 * that are final. What breaks the contract of a write is put down in `breaches`.
 */
export class MemoryStore implements WorldStore, RunStore, NodeCallStore {
  readonly run = new StoredRun('run');
  readonly breaches: string[] = [];
  /** What PostgreSQL would not take. */
  refuses: (step: StepWrite) => boolean = () => false;
  onCommit: (events: readonly RunEvent[]) => void = () => {};
  onOutside: (writes: readonly OutsideWrite[]) => void = () => {};
  readonly turns = 1;
  private messages = 0;

  connect(call: Call): RunStore & NodeCallStore {
    return calling(this, call);
  }

  async refresh(): Promise<void> {
    // It is what it keeps.
  }

  async everything(): Promise<unknown> {
    return copy({ ...(this.run as object) });
  }

  async take(): Promise<TakenRun | null> {
    const { run } = this;
    if (run.ended) return null;
    run.epoch += 1;
    const after = run.snapshot?.seq ?? 0;
    return copy({
      ...FACTS,
      runId: run.id,
      epoch: run.epoch,
      startedAt: run.startedAt,
      snapshot: run.snapshot,
      events: run.events.filter(({ seq }) => seq > after),
      seq: run.seq,
      inbox: run.inbox,
    });
  }

  async outcome(): Promise<RunOutcome | null> {
    const { status, error } = this.run;
    if (status !== 'success' && status !== 'failed' && status !== 'cancelled') return null;
    return error === null ? { status } : { status, code: error.code };
  }

  async write(write: RunWrite): Promise<void> {
    const { run } = this;
    if (run.ended || write.epoch !== run.epoch) throw new EpochLostError();
    const refused = write.steps.find((step) => this.refuses(step));
    if (refused !== undefined) throw new UnstorableError(refused.path, refused.attempt, 'a value cannot be stored');
    this.check(write);
    this.commit(copy(write));
    this.onCommit(write.events);
    this.onOutside(write.outside);
  }

  async readEvents(_runId: string, names: readonly string[], after: number): Promise<readonly EventMessage[]> {
    return copy(this.run.sent.filter(({ name, n }) => names.includes(name) && n > after));
  }

  async readInbox(): Promise<readonly InboxMessage[]> {
    return copy(this.run.inbox);
  }

  async begin(_runId: string, path: string, attempt: number): Promise<NodeCall | null> {
    const { run } = this;
    const step = run.steps.get(attemptKey(path, attempt));
    if (run.ended || step?.status !== 'pending' || run.snapshot === null) return null;
    run.steps.set(attemptKey(path, attempt), { ...step, status: 'running' });
    return copy({
      ...FACTS,
      runId: run.id,
      startedAt: run.startedAt,
      snapshot: run.snapshot.state,
    });
  }

  async results(_runId: string, paths: readonly string[], whole: boolean): Promise<readonly StepResult[]> {
    return copy(this.run.results(paths, whole));
  }

  async leaveResult(_runId: string, result: NodeResult): Promise<void> {
    const id = attemptKey(result.path, result.attempt);
    await this.leave({ kind: 'node.result', data: copy(result), by: null }, id);
  }

  async leave(message: Omit<InboxMessage, 'id'>, id = `message-${(this.messages += 1)}`): Promise<void> {
    if (this.run.ended || this.run.inbox.some((each) => each.id === id)) return;
    this.run.inbox.push({ ...message, id });
  }

  async send(name: string, payload: Json): Promise<void> {
    const n = (this.messages += 1);
    this.run.sent.push({ n, id: `event-${n}`, name, payload, eventId: null, broadcast: false });
  }

  private check(write: RunWrite): void {
    const { run } = this;
    write.events.forEach(({ seq }, at) => {
      if (seq !== run.seq + 1 + at) this.breaches.push(`event ${seq} is written after ${run.seq + at}`);
    });
    const keys = write.steps.map(({ path, attempt }) => attemptKey(path, attempt));
    if (new Set(keys).size !== keys.length) this.breaches.push(`one attempt twice in a write: ${keys.join()}`);
    if (run.startedAt === null && write.run?.startedAt === undefined)
      this.breaches.push('the first write does not say when the run started');
    const terminal = TERMINAL.includes(write.run?.status ?? '');
    if (terminal !== (write.run?.finishedAt !== undefined))
      this.breaches.push('finishedAt does not go with the status');
  }

  private commit(write: RunWrite): void {
    const { run } = this;
    run.events.push(...write.events);
    for (const step of write.steps) {
      const key = attemptKey(step.path, step.attempt);
      const given = Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
      const before = run.steps.get(key);
      run.steps.set(key, { ...before, ...step, ...given, ordinal: before?.ordinal ?? step.ordinal });
    }
    run.log.push(...write.log.map(({ message }) => message));
    run.inbox = run.inbox.filter(({ id }) => !write.taken.includes(id));
    run.sent = run.sent.filter(({ id }) => !write.taken.includes(id));
    if (write.run === undefined) return;
    run.status = write.run.status;
    run.startedAt ??= write.run.startedAt ?? null;
    run.finishedAt = write.run.finishedAt ?? null;
    run.output = write.run.output ?? null;
    run.error = write.run.error ?? null;
    if (write.run.snapshot !== undefined) run.snapshot = { state: write.run.snapshot, seq: run.seq };
  }
}
