import { splitPath } from '../core/path.js';
import { isUnderWay } from '../core/step.js';
import type { Attempt } from './ledger.js';
import type { RunContext } from './context.js';
import type { ApprovalDecided, ChildEnded } from './outside.js';
import { Mailbox } from './mailbox.js';
import { NodeError } from './node-error.js';
import { toRunError } from './to-run-error.js';
import type { Outcome } from './executor.js';
import type { SliceEnded } from './slice.js';
import type { InboxMessage, NodeResult } from './store.js';
import type { RunError } from '../core/state.js';
import type { CallEnded } from '../workflows/shell.types.js';
import type { Json } from '@app/definition';

/** Works what has happened outside into the run: results, timers, messages. */
export class Arrivals {
  private readonly taken = new Set<string>();

  readonly mailbox: Mailbox;

  constructor(private readonly run: RunContext) {
    this.mailbox = new Mailbox(run);
  }

  private get over(): boolean {
    return this.run.ledger.finished !== null;
  }

  /** Results of effects, timers and the deadline, whichever have come. */
  workIn(): void {
    this.workInResults();
    this.mailbox.deliver();
    this.fireTimers();
    const { ledger, ports, agenda } = this.run;
    const { deadline } = ledger.state;
    if (this.over || deadline === null || ports.clock.now() < deadline) return;
    const at = this.run.now();
    agenda.follow(ledger.feed({ type: 'run.timed_out', at }), at);
  }

  /** Rows of the inbox that came since. */
  async readInbox(): Promise<void> {
    this.run.inbox.dirty = false;
    this.mailbox.invalidate();
    this.takeMessages(await this.run.ports.store.readInbox(this.run.run.runId));
  }

  /** Each message once; they are marked as taken in the write that records what came of them. */
  takeMessages(messages: readonly InboxMessage[]): void {
    for (const message of messages) {
      if (this.over || this.taken.has(message.id)) continue;
      this.taken.add(message.id);
      this.run.ledger.journal.take(message.id);
      this.take(message);
    }
  }

  private take({ kind, data, by }: InboxMessage): void {
    if (kind === 'cancel') this.cancel(by);
    else if (kind === 'node.result') this.takeResult(data as NodeResult);
    else if (kind === 'child.ended') this.takeChild(data as ChildEnded | SliceEnded);
    else this.takeDecision(data as ApprovalDecided);
  }

  /** What the shell tells of the calls that have ended. */
  takeCalls(ended: readonly CallEnded[]): void {
    for (const each of ended) {
      const on = this.over ? null : this.takeCall(each.path, each.attempt);
      if (on === null) continue;
      if ('value' in each) this.succeedWith(on, (each.value ?? null) as Json);
      else this.fail(on, each.error);
    }
  }

  /** The attempt, if it is the one that waits for its call now; it no longer does. */
  private takeCall(path: string, attempt: number): Attempt | null {
    const { calls } = this.run.agenda;
    const on = calls.get(path)?.on;
    if (on?.attempt !== attempt) return null;
    calls.delete(path);
    return on;
  }

  /** What came from outside of the run has not been checked yet. */
  private succeedWith(on: Attempt, output: Json, masked = false): void {
    let outcome: Outcome;
    try {
      outcome = { ...this.run.ports.executor.gather(on.node, output), masked };
    } catch (thrown) {
      return this.fail(on, toRunError(thrown));
    }
    this.succeed(on, outcome);
  }

  private takeSlice({ path, slice, status, error, undo_missing, run_id }: SliceEnded): void {
    const at = this.run.now();
    const lost = {
      code: 'MAP_SLICE_LOST',
      message: `The run of slice ${slice} ended as ${status}.`,
      details: { run_id },
    };
    const ended = status === 'terminated' ? 'failed' : status;
    const missing = undo_missing === null || undo_missing.length === 0 ? {} : { undo_missing };
    const why = ended === 'success' ? null : (error ?? lost);
    const event = { type: 'slice.ended', at, path, slice, status: ended, error: why, ...missing } as const;
    this.run.agenda.follow(this.run.ledger.feed(event), at);
  }

  private takeChild(ended: ChildEnded | SliceEnded): void {
    if ('slice' in ended) return this.takeSlice(ended);
    const { path, attempt, status, output, masked, error, run_id } = ended;
    const on = this.run.agenda.endChild(path, attempt);
    if (on === null) return;
    if (status === 'success') return this.succeedWith(on, output, masked);
    const { code = 'SUBFLOW_FAILED', message = `The run ended as ${status}.`, details } = error ?? {};
    const failed = { code, message, details: { run_id, ...(details === undefined ? {} : { details }) } };
    this.fail(on, { ...failed, retryable: status === 'failed' });
  }

  private takeDecision({ path, attempt, ...decided }: ApprovalDecided): void {
    const { agenda } = this.run;
    const on = agenda.messages.get(path);
    if (on?.attempt !== attempt) return;
    agenda.endWait(on);
    this.succeed(on, { output: decided as unknown as Json, handles: [decided.decision] });
  }

  private succeed(on: Attempt, outcome: Outcome): void {
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.succeeded(on, at, outcome), at);
  }

  private fail(on: Attempt, error: RunError): void {
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.failed(on, at, error, this.run.ports.clock.random()), at);
  }

  /** An activity's worker is gone, and no result of it is in the inbox. */
  loseActivity(path: string, attempt: number): void {
    const on = this.takeActivity(path, attempt);
    if (on !== null) this.lose(on);
  }

  /** The outcome of an attempt is not known, and will not be. */
  lose(on: Attempt): void {
    if (this.over || !isUnderWay(this.run.ledger.state, on.path, on.attempt)) return;
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.lost(on, at, this.run.ports.clock.random()), at);
  }

  private cancel(by: string | null): void {
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.feed({ type: 'run.cancel_requested', at, by }), at);
  }

  private takeResult({ path, attempt, outcome, error }: NodeResult): void {
    const called = this.takeCall(path, attempt);
    if (called !== null)
      return error === undefined ? this.succeedWith(called, outcome?.output ?? null) : this.fail(called, error);
    const on = this.takeActivity(path, attempt);
    if (on === null) return;
    if (outcome !== undefined) this.succeed(on, outcome);
    else if (error !== undefined) this.fail(on, error);
  }

  /** The attempt, if it is the one that runs as an activity now; it no longer does. */
  private takeActivity(path: string, attempt: number): Attempt | null {
    const { agenda, plan } = this.run;
    if (agenda.activities.get(path)?.attempt !== attempt) return null;
    agenda.activities.delete(path);
    const node = plan.byId.get(splitPath(path).id);
    return node === undefined ? null : { path, node, attempt };
  }

  private workInResults(): void {
    for (const { on, result } of this.run.effects.takeArrived()) {
      if (this.over) return;
      // What arrived before it may have stopped it.
      if (!isUnderWay(this.run.ledger.state, on.path, on.attempt)) continue;
      if ('outcome' in result) this.succeed(on, result.outcome);
      else this.fail(on, result.error);
    }
  }

  private fireTimers(): void {
    const { agenda, ledger, ports } = this.run;
    // One by one: each may put an end to others.
    for (
      let due = agenda.timers.takeDue(ports.clock.now());
      due !== null;
      due = agenda.timers.takeDue(ports.clock.now())
    ) {
      if (this.over) return;
      const { path, node, attempt, reason } = due;
      const at = this.run.now();
      const on = agenda.attempt(path, node, attempt);
      if (agenda.children.has(path)) {
        this.timeOutChild(on);
        continue;
      }
      if (reason === 'event' || reason === 'approval') agenda.endWait(on, 'timed_out');
      agenda.follow(ledger.fired(on, at, reason), at);
    }
  }

  /** The run that the attempt is has had its time: it is asked to stop, and not waited for. */
  private timeOutChild({ path, attempt, node }: Attempt): void {
    const on = this.run.agenda.endChild(path, attempt);
    if (on === null) return;
    this.run.ledger.journal.beside({ type: 'child.cancel', path, attempt });
    const message = `The run took longer than the node's time-out of ${node.timeoutMs} ms.`;
    this.fail(on, new NodeError('NODE_TIMEOUT', message).toRunError());
  }
}
