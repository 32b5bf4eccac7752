import type { Json, Plan } from '@app/definition';
import {
  type Advanced,
  attemptKey,
  type CallEnded,
  type CallReport,
  NodeError,
  type OutsideWrite,
  type Outcome,
  type RunError,
} from '@app/engine';
import type { Mock, MockBook } from './mock.js';
import { outcomeOf } from './mocked-executor.js';
import type { OutsideWorld } from './outside-world.js';
import type { SimulatedStore } from './simulated-store.js';
import type { SimulationInput } from './simulation.types.js';

type Ended = { readonly outcome: Outcome } | { readonly error: RunError };

/** What others do for a simulated run: effects, sub-flows, foreign code, events and people, all by their mocks. */
export class MockedWork {
  readonly unmocked = new Set<string>();
  private readonly started = new Set<string>();
  private ended: CallEnded[] = [];
  private messages = 0;

  constructor(
    private readonly plan: Plan,
    private readonly store: SimulatedStore,
    private readonly world: OutsideWorld,
    private readonly book: MockBook,
    private readonly now: () => number,
  ) {}

  /** Plans what the input says will come from outside. */
  planInput({ events = [], cancelAfterMs, startAt }: SimulationInput): void {
    for (const { name, payload = null, afterMs = 0 } of events)
      this.world.plan(startAt + afterMs, null, () => this.send(name, payload));
    if (cancelAfterMs === undefined) return;
    this.world.plan(startAt + cancelAfterMs, null, () => this.leave('cancel', null));
    if (cancelAfterMs === 0) this.world.passTo(startAt);
  }

  /** What the calls have come to since it was last asked. */
  report(): CallReport {
    const { ended } = this;
    this.ended = [];
    return { started: [], ended };
  }

  /** Begins what the run now waits for and has not begun. */
  begin({ activities, calls = [] }: Advanced): void {
    for (const { path, attempt } of activities) {
      this.once(path, attempt, (mock) => {
        const { ended, afterMs } = this.within(path, mock);
        const result = { path, attempt, ...ended };
        this.later(path, attempt, afterMs, () => this.leave('node.result', { at: this.now(), ...result }));
      });
    }
    for (const { path, attempt } of calls) {
      this.once(path, attempt, (mock) => {
        const { ended, afterMs } = this.within(path, mock);
        const report = 'outcome' in ended ? { value: ended.outcome.output } : { error: callError(ended.error) };
        this.later(path, attempt, afterMs, () => this.ended.push({ path, attempt, ...report }));
      });
    }
  }

  /** How an attempt ends, and when: past its time-out it has failed. */
  private within(path: string, mock: Mock): { ended: Ended; afterMs: number } {
    const timeoutMs = this.plan.byId.get(idOf(path))?.timeoutMs ?? Infinity;
    const afterMs = mock.delayMs ?? 0;
    return afterMs > timeoutMs ? { ended: timedOut(timeoutMs), afterMs: timeoutMs } : { ended: endOf(mock), afterMs };
  }

  /** What the run does beside its own rows: it waits for events and people, or starts a sub-flow. */
  outside(write: OutsideWrite): void {
    const { path, attempt, type } = write;
    if (type === 'wait.close' || type === 'approval.close' || type === 'child.cancel')
      return this.world.callOff(attemptKey(path, attempt));
    if (type === 'child.start') {
      const { wait, runId } = write.child;
      if (wait) this.once(path, attempt, (mock) => this.child(path, attempt, runId, mock));
      return;
    }
    const mock = this.book.next(path, idOf(path));
    if (mock === undefined) return;
    const [event, decision] = type === 'wait.open' ? [write.event, null] : [null, mock.handle ?? 'approved'];
    this.later(path, attempt, mock.delayMs, () => {
      if (event !== null) this.send(event, mock.output ?? null);
      else this.leave('approval.decided', { path, attempt, decision, votes: [], form: mock.output ?? null });
    });
  }

  /** The driver itself sees to the time that the node has for it. */
  private child(path: string, attempt: number, runId: string, mock: Mock): void {
    const ended = endOf(mock);
    const how =
      'outcome' in ended
        ? { status: 'success', output: ended.outcome.output, error: null }
        : { status: 'failed', output: null, error: ended.error };
    this.later(path, attempt, mock.delayMs, () => this.leave('child.ended', { path, attempt, run_id: runId, ...how }));
  }

  /** Takes an attempt up that was not seen before; what has no mock gives null. */
  private once(path: string, attempt: number, begin: (mock: Mock) => void): void {
    const key = attemptKey(path, attempt);
    if (this.started.has(key)) return;
    this.started.add(key);
    const id = idOf(path);
    const mock = this.book.next(path, id);
    if (mock === undefined) this.unmocked.add(id);
    begin(mock ?? {});
  }

  private later(path: string, attempt: number, delayMs: number | undefined, happen: () => void): void {
    this.world.plan(this.now() + (delayMs ?? 0), attemptKey(path, attempt), happen);
  }

  private send(name: string, payload: Json): void {
    const n = (this.messages += 1);
    const isAwaited = this.plan.nodes.some((node) => node.kind === 'event' && node.data['event'] === name);
    if (isAwaited) this.store.sent.push({ n, id: `event-${n}`, name, payload, eventId: null, broadcast: false });
  }

  private leave(kind: 'cancel' | 'node.result' | 'child.ended' | 'approval.decided', data: unknown): void {
    this.store.inbox.push({ id: `message-${(this.messages += 1)}`, kind, data, by: null });
  }
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function endOf(mock: Mock): Ended {
  try {
    return { outcome: outcomeOf(mock) };
  } catch (error) {
    return { error: (error as NodeError).toRunError() };
  }
}

const timedOut = (timeoutMs: number): Ended => ({
  error: {
    code: 'NODE_TIMEOUT',
    message: `The attempt took longer than its time-out of ${timeoutMs} ms.`,
    retryable: true,
  },
});

const callError = ({ code, message, retryable = false, details }: RunError) => ({
  code,
  message,
  retryable,
  ...(details === undefined ? {} : { details }),
});
