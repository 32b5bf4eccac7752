import { type ExpressionScope, type Json, truthy } from '@app/definition';
import type { Execute } from '../core/command.js';
import { splitPath } from '../core/path.js';
import { Beyond } from './beyond.js';
import type { RunContext } from './context.js';
import type { Attempt } from './ledger.js';
import { isOutage } from './outage.js';
import { recallLarge } from './recall.js';
import { Slicing } from './slicing.js';
import { stepsRunId } from './store.js';
import { toRunError } from './to-run-error.js';

/** How long it computes without giving other runs a turn, milliseconds. */
const TURN_MS = 10;
/** How many events wait for a write at most while it computes on. */
const JOURNAL_LIMIT = 1_000;

/** Executes the nodes that are ready: computes them, begins their waits, marks their effects. */
export class Execution {
  private executed = false;
  private readonly beyond: Beyond;
  private readonly slicing: Slicing;

  constructor(
    private readonly run: RunContext,
    private readonly timeIsUp: () => boolean,
  ) {
    this.beyond = new Beyond(run);
    this.slicing = new Slicing(run);
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
      if (ledger.journal.size >= JOURNAL_LIMIT) await writes.flushBehind();
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
    this.run.effects.beginMarked(stepsRunId(this.run.run));
  }

  /** Large outputs are read when something is about to read them. */
  private async recallFor({ type, path, node }: Execute): Promise<void> {
    const { ledger, ports, run, agenda } = this.run;
    if (type === 'gather' || !ledger.memory.hasLeftOut) return;
    const { scopePath } = splitPath(path);
    await recallLarge(ports.store, stepsRunId(run), ledger.memory, { scopePath, reads: agenda.node(node).reads });
  }

  /** Only other runs have to be waited for: what they are to do, and what they have done. */
  private carryOut(item: Execute): Promise<void> | void {
    const { ledger, agenda, ports } = this.run;
    const attempt = agenda.attempt(item.path, item.node, item.attempt);
    const at = this.run.now();
    try {
      if (item.type === 'execute') return this.execute(attempt, item.at, at);
      if (item.type === 'ask') this.ask(attempt, item.at, at, item.turn);
      else if (item.sliced === true) return this.gatherSlices(attempt);
      else this.gather(attempt, ledger.memory.gather(item.path), at);
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
    if (node.kind === 'container') return this.open(on, ports.executor.open(node, scope, clock), at);
    if (node.kind !== 'compute') return this.beyond.begin(on, scope, clock, at);
    agenda.follow(ledger.succeeded(on, at, ports.executor.compute(node, scope, clock), at), at);
  }

  private open(on: Attempt, items: readonly Json[] | null, at: number): Promise<void> | void {
    const size = this.slicing.sizeFor(on.node, items);
    const commands = this.run.ledger.opened(on, at, items, size);
    this.run.agenda.follow(commands, at);
    if (size !== null && items !== null) return this.slicing.begin(on, items, commands);
  }

  private ask(on: Attempt, clock: number, at: number, turn: number): void {
    const { ledger, agenda, ports } = this.run;
    const { path, node } = on;
    const { memory } = ledger;
    const scope = { ...memory.scopeOf(path), iteration: turn, previous: memory.previous(path) };
    const go = ports.executor.goesOn(node, scope, clock, turn);
    agenda.follow(ledger.feed({ type: 'loop.decided', at, path, turn, go }), at);
  }

  private gather(on: Attempt, output: Json, at: number): void {
    const { ledger, agenda, ports } = this.run;
    agenda.follow(ledger.succeeded(on, at, ports.executor.gather(on.node, output)), at);
  }

  private async gatherSlices(on: Attempt): Promise<void> {
    const { ledger, agenda, ports, run } = this.run;
    try {
      const outputs = (await ports.slices?.outputs(run.runId, on.path)) ?? [];
      this.gather(on, outputs.flat(1), this.run.now());
    } catch (thrown) {
      if (isOutage(thrown)) throw thrown;
      const at = this.run.now();
      agenda.follow(ledger.failed(on, at, toRunError(thrown), ports.clock.random()), at);
    }
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
