import { splitPath } from '../core/path.js';
import type { Attempt } from './ledger.js';
import type { RunContext } from './context.js';
import type { InboxMessage, NodeResult } from './store.js';

/** Works what has happened outside into the run: results, timers, messages. */
export class Arrivals {
  private readonly taken = new Set<string>();

  constructor(private readonly run: RunContext) {}

  private get over(): boolean {
    return this.run.ledger.finished !== null;
  }

  /** Results of effects, timers and the deadline, whichever have come. */
  workIn(): void {
    this.workInResults();
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
    this.takeMessages(await this.run.ports.store.readInbox(this.run.run.runId));
  }

  /** Each message once; they are marked as taken in the write that records what came of them. */
  takeMessages(messages: readonly InboxMessage[]): void {
    for (const message of messages) {
      if (this.over || this.taken.has(message.id)) continue;
      this.taken.add(message.id);
      this.run.ledger.journal.take(message.id);
      if (message.kind === 'cancel') this.cancel(message.by);
      else this.takeResult(message.data as NodeResult);
    }
  }

  /** An activity's worker is gone, and no result of it is in the inbox. */
  loseActivity(path: string, attempt: number): void {
    const on = this.takeActivity(path, attempt);
    if (on !== null) this.lose(on);
  }

  /** The outcome of an attempt is not known, and will not be. */
  lose(on: Attempt): void {
    if (this.over) return;
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.lost(on, at, this.run.ports.clock.random()), at);
  }

  private cancel(by: string | null): void {
    const at = this.run.now();
    this.run.agenda.follow(this.run.ledger.feed({ type: 'run.cancel_requested', at, by }), at);
  }

  private takeResult({ path, attempt, outcome, error }: NodeResult): void {
    const on = this.takeActivity(path, attempt);
    if (on === null) return;
    const { ledger, agenda, ports } = this.run;
    const at = this.run.now();
    if (outcome !== undefined) agenda.follow(ledger.succeeded(on, at, outcome), at);
    else if (error !== undefined) agenda.follow(ledger.failed(on, at, error, ports.clock.random()), at);
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
    const { effects, ledger, agenda, ports } = this.run;
    for (const { on, result } of effects.takeArrived()) {
      if (this.over) return;
      const at = this.run.now();
      if ('outcome' in result) agenda.follow(ledger.succeeded(on, at, result.outcome), at);
      else agenda.follow(ledger.failed(on, at, result.error, ports.clock.random()), at);
    }
  }

  private fireTimers(): void {
    const { agenda, ledger, ports } = this.run;
    for (const { path, node, attempt, reason } of agenda.timers.due(ports.clock.now())) {
      if (this.over) return;
      const at = this.run.now();
      agenda.messages.delete(path);
      agenda.follow(ledger.fired(agenda.attempt(path, node, attempt), at, reason), at);
    }
  }
}
