import type { Json, JsonObject, NodeView, Plan, PlanNode } from '@app/definition';
import { advance } from '../core/advance.js';
import type { Command, Finish } from '../core/command.js';
import type { CoreEvent } from '../core/event.js';
import type { RunError, RunState } from '../core/state.js';
import { statusAt } from '../core/step.js';
import { attemptKey } from './effects.js';
import type { Outcome } from './executor.js';
import { Journal } from './journal.js';
import { errorView, RunMemory } from './run-memory.js';
import { toRunEvent } from './run-event.js';
import type { RunFacts, StepWrite } from './store.js';

/** An attempt that something has happened to. */
export interface Attempt {
  readonly path: string;
  readonly node: PlanNode;
  readonly attempt: number;
}

const NOTHING: NodeView = { status: 'skipped', output: null, error: null };

/** What a ledger starts from. */
export interface LedgerStart {
  readonly facts: RunFacts;
  readonly plan: Plan;
  readonly state: RunState;
  readonly views: ReadonlyMap<string, NodeView>;
  readonly vars: JsonObject;
  readonly seq: number;
  readonly startedAt: number;
  readonly env: { readonly [name: string]: string };
  /** Attempts whose result PostgreSQL refused, with what is recorded instead. */
  readonly refused: ReadonlyMap<string, RunError>;
}

/**
 * Where what happens to a run is worked in: the core's state, what expressions see, and the
 * journal of what is to be written, always in step. Gives what the core decided.
 */
export class Ledger {
  readonly journal: Journal;
  readonly memory: RunMemory;
  /** How the run has ended; null while it has not. */
  finished: Finish | null = null;

  constructor(private readonly start: LedgerStart) {
    this.journal = new Journal(start.seq);
    this.memory = new RunMemory(start.facts, start.views, start.vars, start.env, start.startedAt);
  }

  get state(): RunState {
    return this.start.state;
  }

  /** Works in an event that no step row goes with. */
  feed(event: CoreEvent): readonly Command[] {
    this.journal.event((seq) => toRunEvent(seq, event));
    const { commands } = advance(this.start.plan, this.state, event);
    for (const command of commands) this.note(command, event.at);
    return commands;
  }

  started(on: Attempt, at: number, input: Json, activity: boolean): readonly Command[] {
    // An activity's row turns to `running` when a worker begins it.
    this.step(on, activity ? { status: 'pending', input } : { status: 'running', input, startedAt: at });
    return this.feed({
      type: 'node.started',
      at,
      path: on.path,
      attempt: on.attempt,
      ...(activity ? { activity } : {}),
    });
  }

  waiting(on: Attempt, at: number, until: number): readonly Command[] {
    this.step(on, { status: 'waiting', startedAt: at });
    return this.feed({ type: 'node.waiting', at, path: on.path, attempt: on.attempt, until });
  }

  skipped(on: Attempt, at: number): readonly Command[] {
    this.step(on, { status: 'skipped', finishedAt: at });
    this.memory.set(on.path, NOTHING);
    return this.feed({ type: 'node.skipped', at, path: on.path });
  }

  /** `startedAt` only where no mark was made before. */
  succeeded(on: Attempt, at: number, outcome: Outcome, startedAt?: number): readonly Command[] {
    const refused = this.start.refused.get(attemptKey(on.path, on.attempt));
    if (refused !== undefined) return this.failed(on, at, refused, 0, startedAt);
    const { output, handles, vars, log } = outcome;
    this.step(on, { status: 'success', output, ...begun(startedAt), finishedAt: at });
    this.memory.set(on.path, { status: 'success', output, error: null });
    if (vars !== undefined) this.memory.assign(vars);
    // What it logged comes first: its end may be the run's, and nothing happens after that.
    for (const line of log ?? []) this.journal.line(line, at);
    const { path, attempt } = on;
    return this.feed({ type: 'node.succeeded', at, path, attempt, handles });
  }

  failed(on: Attempt, at: number, error: RunError, random: number, startedAt?: number): readonly Command[] {
    const recorded = this.start.refused.get(attemptKey(on.path, on.attempt)) ?? error;
    this.step(on, { status: 'failed', error: recorded, ...begun(startedAt), finishedAt: at });
    const { path, attempt } = on;
    const commands = this.feed({ type: 'node.failed', at, path, attempt, error: recorded, random });
    if (statusAt(this.state, path) === 'failed') this.viewError(path, recorded);
    return commands;
  }

  lost(on: Attempt, at: number, random: number): readonly Command[] {
    const commands = this.feed({ type: 'node.lost', at, path: on.path, attempt: on.attempt, random });
    const given = commands.find((command) => command.type === 'give_up');
    if (given !== undefined && statusAt(this.state, on.path) === 'failed') this.viewError(on.path, given.error);
    return commands;
  }

  /** The time that the node waited for has come; `delay`: it has ended well with that. */
  fired(on: Attempt, at: number, reason: 'delay' | 'retry'): readonly Command[] {
    if (reason === 'delay') {
      this.step(on, { status: 'success', output: null, finishedAt: at });
      this.memory.set(on.path, { status: 'success', output: null, error: null });
    }
    return this.feed({ type: 'timer.fired', at, path: on.path });
  }

  private viewError(path: string, error: RunError): void {
    this.memory.set(path, { status: 'failed', output: null, error: errorView(error) });
  }

  /** Records what follows from a decision without anything further having to happen. */
  private note(command: Command, at: number): void {
    switch (command.type) {
      case 'omit':
        this.memory.set(command.path, { ...NOTHING, status: 'omitted' });
        this.stepOf(command.node, command.path, 1, { status: 'omitted', finishedAt: at });
        this.fact('node.omitted', command.path, at, null);
        return;
      case 'give_up':
        this.stepOf(command.node, command.path, command.attempt, {
          status: 'failed',
          error: command.error,
          finishedAt: at,
        });
        return;
      case 'abort':
        this.fact('node.cancelled', command.path, at, { was: command.was });
        return;
      case 'finish':
        this.finished = command;
        this.fact(END_FACTS[command.status], null, at, command.status === 'success' ? null : { error: command.error });
        return;
    }
  }

  /** The row of an attempt that was under way when it was stopped. */
  cancelledStep(on: Attempt, at: number): void {
    this.step(on, { status: 'cancelled', finishedAt: at });
  }

  private fact(type: string, path: string | null, at: number, data: { [key: string]: unknown } | null): void {
    this.journal.event((seq) => ({ seq, at, type, path, data }));
  }

  private step({ path, attempt, node }: Attempt, fields: Pick<StepWrite, 'status'> & Partial<StepWrite>): void {
    this.stepOf(node.index, path, attempt, fields);
  }

  private stepOf(
    node: number,
    path: string,
    attempt: number,
    fields: Pick<StepWrite, 'status'> & Partial<StepWrite>,
  ): void {
    const planned = this.start.plan.nodes[node];
    if (planned === undefined) return;
    this.journal.step({ path, attempt, nodeId: planned.id, type: planned.type, ...fields });
  }
}

const END_FACTS = { success: 'run.succeeded', failed: 'run.failed', cancelled: 'run.cancelled' } as const;

function begun(startedAt: number | undefined): Pick<StepWrite, 'startedAt'> {
  return startedAt === undefined ? {} : { startedAt };
}
