import { truthy } from '@app/definition';
import type { RunContext } from './context.js';
import type { Attempt } from './ledger.js';
import type { Execute } from './ready-queue.js';
import { toRunError } from './to-run-error.js';

/** How long it computes without giving other runs a turn, milliseconds. */
const TURN_MS = 10;
/** How many events wait for a write at most while it computes on. */
const JOURNAL_LIMIT = 1_000;

/** Executes the nodes that are ready: computes them, begins their waits, marks their effects. */
export class Execution {
  private executed = false;

  constructor(
    private readonly run: RunContext,
    private readonly timeIsUp: () => boolean,
  ) {}

  /** Executes what is ready, and what becomes ready by it, until none is left, the run has ended or time is up. */
  async drain(): Promise<void> {
    const { agenda, ledger, ports, writes } = this.run;
    for (let turn = ports.clock.now(); ledger.finished === null && !this.mustLeave;) {
      const next = agenda.ready.pop();
      if (next === undefined) return;
      this.execute(next);
      this.executed = true;
      if (ledger.journal.size >= JOURNAL_LIMIT) await writes.flush();
      if (ports.clock.now() - turn < TURN_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turn = ports.clock.now();
    }
  }

  /** However late it is: a takeover that is not told to stop gets on by a node, or a slow store would hold the run for ever. */
  private get mustLeave(): boolean {
    return this.run.signal.aborted || (this.executed && this.timeIsUp());
  }

  /** Whether effects are marked that have not begun. */
  get pending(): boolean {
    return this.run.effects.pending;
  }

  /** Commits the marks, and all that led to them, and begins the effects. */
  async begin(): Promise<void> {
    await this.run.writes.flush();
    this.run.effects.beginMarked(this.run.run.runId);
  }

  private execute({ path, node, attempt, at: clock }: Execute): void {
    const { ledger, agenda, ports } = this.run;
    const on = agenda.attempt(path, node, attempt);
    const at = this.run.now();
    try {
      if (attempt === 1 && on.node.when !== null && !truthy(on.node.when.evaluate(ledger.memory.scope, clock))) {
        return agenda.follow(ledger.skipped(on, at), at);
      }
      if (on.node.kind === 'effect') return this.mark(on, clock, at);
      if (on.node.kind === 'wait') {
        return agenda.follow(ledger.waiting(on, at, ports.executor.until(on.node, ledger.memory.scope, clock)), at);
      }
      const outcome = ports.executor.compute(on.node, ledger.memory.scope, clock);
      agenda.follow(ledger.succeeded(on, at, outcome, at), at);
    } catch (thrown) {
      agenda.follow(ledger.failed(on, at, toRunError(thrown), ports.clock.random(), at), at);
    }
  }

  private mark(on: Attempt, clock: number, at: number): void {
    const { ledger, agenda, ports, effects } = this.run;
    const effect = ports.executor.prepare(on.node, ledger.memory.scope, clock);
    const timeoutMs = on.node.timeoutMs ?? ports.limits.shortEffectMs;
    const activity = timeoutMs > ports.limits.shortEffectMs;
    agenda.follow(ledger.started(on, at, effect.input, activity), at);
    if (activity) agenda.activities.set(on.path, { path: on.path, attempt: on.attempt, timeoutMs });
    else effects.mark(on, effect, timeoutMs);
  }
}
