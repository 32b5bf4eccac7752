import { type ExpressionScope, truthy } from '@app/definition';
import type { Execute } from '../core/command.js';
import { splitPath } from '../core/path.js';
import { Beyond } from './beyond.js';
import type { RunContext } from './context.js';
import type { Attempt } from './ledger.js';
import { recallLarge } from './recall.js';
import { toRunError } from './to-run-error.js';

/** How long it computes without giving other runs a turn, milliseconds. */
const TURN_MS = 10;
/** How many events wait for a write at most while it computes on. */
const JOURNAL_LIMIT = 1_000;

/** Executes the nodes that are ready: computes them, begins their waits, marks their effects. */
export class Execution {
  private executed = false;
  private readonly beyond: Beyond;

  constructor(
    private readonly run: RunContext,
    private readonly timeIsUp: () => boolean,
  ) {
    this.beyond = new Beyond(run);
  }

  /** Executes what is ready, and what becomes ready by it, until none is left, the run has ended or time is up. */
  async drain(): Promise<void> {
    const { agenda, ledger, ports, writes } = this.run;
    for (let turn = ports.clock.now(); ledger.finished === null && !this.mustLeave;) {
      const next = agenda.ready.pop();
      if (next === undefined) return;
      await this.recallFor(next);
      await this.carryOut(next);
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

  /** Large outputs are read when something is about to read them. */
  private async recallFor({ type, path, node }: Execute): Promise<void> {
    const { ledger, ports, run, agenda } = this.run;
    if (type === 'gather' || !ledger.memory.hasLeftOut) return;
    const { scopePath } = splitPath(path);
    await recallLarge(ports.store, run.runId, ledger.memory, { scopePath, reads: agenda.node(node).reads });
  }

  /** Only a sub-flow has to be looked up: nothing else is waited for. */
  private carryOut(item: Execute): Promise<void> | void {
    const { ledger, agenda, ports } = this.run;
    const attempt = agenda.attempt(item.path, item.node, item.attempt);
    const at = this.run.now();
    try {
      if (item.type === 'execute') return this.execute(attempt, item.at, at);
      if (item.type === 'ask') this.ask(attempt, item.at, at, item.turn);
      else this.gather(attempt, at);
    } catch (thrown) {
      const startedAt = item.type === 'execute' ? at : undefined;
      agenda.follow(ledger.failed(attempt, at, toRunError(thrown), ports.clock.random(), startedAt), at);
    }
  }

  private execute(on: Attempt, clock: number, at: number): Promise<void> | void {
    const { ledger, agenda, ports } = this.run;
    const { node, attempt } = on;
    const scope = ledger.memory.scopeOf(on.path);
    if (attempt === 1 && node.when !== null && !truthy(node.when.evaluate(scope, clock)))
      return agenda.follow(ledger.skipped(on, at), at);
    if (node.kind === 'effect') return this.mark(on, scope, clock, at);
    if (node.kind === 'container')
      return agenda.follow(ledger.opened(on, at, ports.executor.open(node, scope, clock)), at);
    if (node.kind !== 'compute') return this.beyond.begin(on, scope, clock, at);
    agenda.follow(ledger.succeeded(on, at, ports.executor.compute(node, scope, clock), at), at);
  }

  private ask(on: Attempt, clock: number, at: number, turn: number): void {
    const { ledger, agenda, ports } = this.run;
    const { path, node } = on;
    const { memory } = ledger;
    const scope = { ...memory.scopeOf(path), iteration: turn, previous: memory.previous(path) };
    const go = ports.executor.goesOn(node, scope, clock, turn);
    agenda.follow(ledger.feed({ type: 'loop.decided', at, path, turn, go }), at);
  }

  private gather(on: Attempt, at: number): void {
    const { ledger, agenda, ports } = this.run;
    const outcome = ports.executor.gather(on.node, ledger.memory.gather(on.path));
    agenda.follow(ledger.succeeded(on, at, outcome), at);
  }

  private mark(on: Attempt, scope: ExpressionScope, clock: number, at: number): void {
    const { ledger, agenda, ports, effects } = this.run;
    const effect = ports.executor.prepare(on.node, scope, clock);
    const timeoutMs = on.node.timeoutMs ?? ports.limits.shortEffectMs;
    const activity = timeoutMs > ports.limits.shortEffectMs;
    agenda.follow(ledger.started(on, at, effect.input, activity ? 'activity' : null), at);
    if (activity) agenda.activities.set(on.path, { path: on.path, attempt: on.attempt, timeoutMs });
    else effects.mark(on, effect, timeoutMs);
  }
}
