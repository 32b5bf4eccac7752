import { AppError } from '@app/errors';
import { hasStarted } from '../core/advance.js';
import type { Finish } from '../core/command.js';
import type { SliceRange } from '../core/event.js';
import { outstanding, type RunningNode } from '../core/outstanding.js';
import { packState } from '../core/state-format.js';
import type { Advanced, CallWait } from '../workflows/shell.types.js';
import { Arrivals } from './arrivals.js';
import { STOPPED } from './carry-out.js';
import type { RunContext } from './context.js';
import { attemptKey } from './effects.js';
import { Execution } from './execution.js';
import { recallLarge } from './recall.js';

/** A timer of Node cannot be longer. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/**
 * One takeover of a run: goes on as far as it can now. Alternates between working in what has
 * happened, executing what is ready, and waiting; leaves when all that is left to wait for is
 * the workflow's to see to, or when its time is up and no effect is under way.
 */
export class RunSession {
  private readonly arrivals: Arrivals;
  private readonly execution: Execution;
  private readonly endsAt: number;

  constructor(private readonly run: RunContext) {
    this.endsAt = run.ports.clock.now() + run.ports.limits.budgetMs;
    this.arrivals = new Arrivals(run);
    this.execution = new Execution(run, () => this.timeIsUp);
  }

  async advance(startedAt: number): Promise<Advanced> {
    const running = this.takeUp(startedAt);
    await this.readEvents();
    this.takeNews(running);
    for (;;) {
      await this.readEvents();
      this.arrivals.workIn();
      if (this.run.inbox.dirty) await this.arrivals.readInbox();
      await this.execution.drain();
      const { finished } = this.run.ledger;
      if (finished !== null) return this.finish(finished);
      if (this.execution.pending) await this.execution.begin();
      else if (this.arrivals.mailbox.mustRead) continue;
      else if (this.mayLeave()) return this.leave();
      else await this.somethingHappens();
    }
  }

  private get timeIsUp(): boolean {
    return this.run.signal.aborted || this.run.ports.clock.now() >= this.endsAt;
  }

  private async readEvents(): Promise<void> {
    if (this.arrivals.mailbox.mustRead) await this.arrivals.mailbox.fetch();
  }

  /** Starts the run, or goes on from its state. @returns what was under way */
  private takeUp(startedAt: number): readonly RunningNode[] {
    const { ledger, agenda, plan, effects } = this.run;
    const { commands, running } = outstanding(plan, ledger.state);
    if (!hasStarted(ledger.state))
      agenda.follow(ledger.feed({ type: 'run.started', at: startedAt, ...rangeOf(this.run.run) }), startedAt);
    else agenda.follow(commands, startedAt);
    effects.keepOnly(new Set(running.map(({ path, attempt }) => attemptKey(path, attempt))));
    for (const { path, node, attempt, by } of running) {
      const on = agenda.attempt(path, node, attempt);
      if (by === 'activity') agenda.activities.set(path, { path, attempt, timeoutMs: on.node.timeoutMs ?? 0 });
      else if (by === 'child') agenda.awaitChild(on, ledger.memory.startAt(path) ?? startedAt);
      else if (by === 'call') agenda.calls.set(path, { on, call: ledger.memory.callAt(path) });
    }
    return running;
  }

  /** Works in what is known by now; what was under way in a driver that is gone is lost. */
  private takeNews(running: readonly RunningNode[]): void {
    const { agenda, run, effects, lost, calls } = this.run;
    // What is known comes first: a cancel, or a failure that ends the run, leaves nothing to be lost.
    this.arrivals.takeMessages(run.inbox);
    this.arrivals.takeCalls(calls?.ended ?? []);
    this.arrivals.workIn();
    for (const { path, node, attempt, by } of running) {
      if (by === null && !effects.has(path, attempt)) this.arrivals.lose(agenda.attempt(path, node, attempt));
    }
    for (const { path, attempt } of lost) this.arrivals.loseActivity(path, attempt);
  }

  private mayLeave(): boolean {
    const { agenda, effects, ports } = this.run;
    if (effects.active > 0 || this.run.inbox.dirty) return false;
    if (this.timeIsUp) return true;
    const next = agenda.timers.next();
    return next === null || next - ports.clock.now() > ports.limits.shortWaitMs;
  }

  /** Waits for a result, a message, the next timer or the call to stop; what is known is written meanwhile. */
  private async somethingHappens(): Promise<void> {
    const { writes, wakeup, agenda, ports } = this.run;
    const now = ports.clock.now();
    const next = earliest(writes.flushSoon(now), agenda.timers.next());
    if (next === null) return wakeup.wait(null);
    const over = new AbortController();
    await wakeup.wait(ports.clock.sleep(Math.min(Math.max(0, next - now), LONGEST_SLEEP_MS), over.signal));
    over.abort(STOPPED);
  }

  private async finish(end: Finish): Promise<Advanced> {
    const { ledger, writes } = this.run;
    const finishedAt = this.run.now();
    const { status } = end;
    if (status === 'success') {
      await this.recallOutput();
      const { memory } = ledger;
      const masked = memory.isMasked(end) ? { maskOutput: true as const } : {};
      await writes.flush({ status, output: memory.output(end.output), ...masked, finishedAt });
    } else await writes.flush({ status, error: end.error, finishedAt });
    const outcome = status === 'success' ? { status } : { status, code: end.error.code };
    if (this.run.run.parentRunId !== null) this.run.ports.wake(this.run.run.parentRunId);
    return { ended: true, again: false, wakeAt: null, activities: [], outcome };
  }

  /** What a slice gives it has put together itself; what else is left out, it has only read. */
  private async recallOutput(): Promise<void> {
    const { run, ports, ledger } = this.run;
    if (run.slice === null) await recallLarge(ports.store, run.runId, ledger.memory, { scopePath: '', reads: null });
  }

  private async leave(): Promise<Advanced> {
    const { ledger, agenda, writes, inbox } = this.run;
    const activities = [...agenda.activities.values()];
    const calls = this.calls();
    const busy = agenda.ready.size > 0 || activities.length > 0 || calls.length > 0;
    await writes.flush({ status: busy ? 'running' : 'waiting', snapshot: packState(this.run.plan, ledger.state) });
    // No plan that validation lets through comes to this; one that does must not hang. Only after the write:
    // a driver that was overtaken while it read the run may see its end, and learns so there.
    if (agenda.empty) throw new AppError('RUN_BROKEN', 'The run has nodes left, and nothing that could lead to them.');
    const again = agenda.ready.size > 0 || inbox.dirty;
    return { ended: false, again, wakeAt: agenda.timers.next(), activities, calls };
  }

  /** What the shell has started it needs to be told of no more. */
  private calls(): CallWait[] {
    const started = new Set(this.run.calls?.started);
    return [...this.run.agenda.calls.values()].map(({ on: { path, attempt }, call }) => {
      return { path, attempt, call: started.has(attemptKey(path, attempt)) ? null : call };
    });
  }
}

function rangeOf({ slice }: RunContext['run']): { slice?: SliceRange } {
  if (slice === null) return {};
  const { path, from, to, concurrency } = slice;
  return { slice: { path, from, to, concurrency } };
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
