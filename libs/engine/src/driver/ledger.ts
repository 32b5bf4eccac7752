import type { Json, NodeView, Plan, PlanNode } from '@app/definition';
import { advance } from '../core/advance.js';
import type { Command, Ending, Finish } from '../core/command.js';
import type { CoreEvent, Elsewhere, WaitReason } from '../core/event.js';
import type { RunError, RunState } from '../core/state.js';
import { statusAt } from '../core/step.js';
import { attemptKey } from './effects.js';
import type { Outcome } from './executor.js';
import { Journal } from './journal.js';
import { maskedError, maskedLine } from './mask.js';
import { errorView, type RunMemory } from './run-memory.js';
import { toRunEvent } from './run-event.js';
import type { StepWrite } from './store.js';

/** An attempt that something has happened to. */
export interface Attempt {
  readonly path: string;
  readonly node: PlanNode;
  readonly attempt: number;
}

const NOTHING: NodeView = { status: 'skipped', output: null, error: null };

/** What a ledger starts from. */
export interface LedgerStart {
  readonly plan: Plan;
  readonly state: RunState;
  readonly memory: RunMemory;
  readonly seq: number;
  /** Attempts whose result PostgreSQL refused, with what is recorded instead. */
  readonly refused: ReadonlyMap<string, RunError>;
}

/**
 * Where what happens to a run is worked in: the core's state, what expressions see, and the
 * journal of what is to be written, always in step. Gives what the core decided.
 */
export class Ledger {
  readonly journal: Journal;
  /** How the run has ended; null while it has not. */
  finished: Finish | null = null;

  constructor(private readonly start: LedgerStart) {
    this.journal = new Journal(start.seq);
  }

  get state(): RunState {
    return this.start.state;
  }

  get memory(): RunMemory {
    return this.start.memory;
  }

  /** Works in an event that no step row goes with. */
  feed(event: CoreEvent): readonly Command[] {
    this.journal.event((seq) => toRunEvent(seq, event));
    const { commands } = advance(this.start.plan, this.state, event);
    for (const command of commands) this.note(command, event.at);
    return commands;
  }

  started({ path, attempt, node }: Attempt, at: number, input: Json, by: Elsewhere | null): readonly Command[] {
    // An activity's row turns to `running` when a worker begins it.
    const status = by === 'activity' ? { status: 'pending' as const } : { status: 'running' as const, startedAt: at };
    this.stepOf(node.index, path, attempt, { ...status, input });
    return this.feed({ type: 'node.started', at, path, attempt, ...(by === null ? {} : { by }) });
  }

  waiting({ path, attempt, node }: Attempt, at: number, reason: WaitReason, until: number | null): readonly Command[] {
    this.stepOf(node.index, path, attempt, { status: 'waiting', startedAt: at });
    return this.feed({ type: 'node.waiting', at, path, attempt, reason, until });
  }

  /** A container opens; `items`: what a map goes over, null for the others; `slice`: how many of them a slice has. */
  opened(
    { path, attempt, node }: Attempt,
    at: number,
    items: readonly Json[] | null,
    slice: number | null,
  ): readonly Command[] {
    const refused = this.start.refused.get(attemptKey(path, attempt));
    if (refused !== undefined) return this.failed({ path, attempt, node }, at, refused, 0, at);
    const input = items === null ? {} : { input: { items: [...items] } };
    this.stepOf(node.index, path, attempt, { status: 'running', ...input, startedAt: at });
    if (items !== null && slice === null) this.memory.open(path, items);
    const cut = slice === null ? {} : { slice };
    return this.feed({ type: 'node.opened', at, path, attempt, items: items?.length ?? null, ...cut });
  }

  skipped({ path, node }: Attempt, at: number): readonly Command[] {
    this.stepOf(node.index, path, 1, { status: 'skipped', finishedAt: at });
    this.memory.set(path, NOTHING);
    return this.feed({ type: 'node.skipped', at, path });
  }

  /** `startedAt` only where no mark was made before. */
  succeeded(on: Attempt, at: number, outcome: Outcome, startedAt?: number): readonly Command[] {
    const refused = this.start.refused.get(attemptKey(on.path, on.attempt));
    if (refused !== undefined) return this.failed(on, at, refused, 0, startedAt);
    const { output, handles, vars, log, masked } = outcome;
    const { path, attempt, node } = on;
    const mask = masked === true || node.mask || this.memory.isContainerMasked(path);
    const hidden = mask ? { maskOutput: true as const } : {};
    this.stepOf(node.index, path, attempt, {
      status: 'success',
      output,
      ...hidden,
      ...begun(startedAt),
      finishedAt: at,
    });
    this.memory.set(path, { status: 'success', output, error: null }, { masked: mask });
    if (node.container !== null) this.memory.close(path);
    if (vars !== undefined) this.memory.assign(path, vars);
    // What it logged comes first: its end may be the run's, and nothing happens after that.
    for (const line of log ?? []) this.journal.line(maskedLine(node, line), at);
    return this.feed({ type: 'node.succeeded', at, path, attempt, handles });
  }

  failed(on: Attempt, at: number, error: RunError, random: number, startedAt?: number): readonly Command[] {
    const { path, attempt, node } = on;
    const recorded = this.start.refused.get(attemptKey(path, attempt)) ?? maskedError(node, error);
    this.stepOf(node.index, path, attempt, {
      status: 'failed',
      error: recorded,
      ...begun(startedAt),
      finishedAt: at,
    });
    const commands = this.feed({ type: 'node.failed', at, path, attempt, error: recorded, random });
    if (statusAt(this.state, path) === 'failed') this.viewError(path, recorded);
    return commands;
  }

  lost({ path, attempt }: Attempt, at: number, random: number): readonly Command[] {
    const commands = this.feed({ type: 'node.lost', at, path, attempt, random });
    const given = commands.find((command) => command.type === 'give_up');
    if (given !== undefined && statusAt(this.state, path) === 'failed') this.viewError(path, given.error);
    return commands;
  }

  /** The time has come that the node waited for, or had; with a delay, or past a wait's time-out, it has ended well. */
  fired(on: Attempt, at: number, reason: 'delay' | 'retry' | 'turn' | 'timeout' | WaitReason): readonly Command[] {
    const { path, attempt, node } = on;
    if (reason === 'delay' || reason === 'event' || reason === 'approval') {
      this.stepOf(node.index, path, attempt, { status: 'success', output: null, finishedAt: at });
      this.memory.set(path, { status: 'success', output: null, error: null });
    }
    return this.feed({ type: 'timer.fired', at, path, ...(reason === 'timeout' ? { timeout: true } : {}) });
  }

  private viewError(path: string, error: RunError): void {
    // The scope that it was in may have ended with it.
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
      case 'give_up': {
        const { error, attempt, node, path } = command;
        return this.stepOf(node, path, attempt, { status: 'failed', error, finishedAt: at });
      }
      case 'abort':
        return this.fact('node.cancelled', command.path, at, { was: command.was });
      case 'begin_scope':
        return this.stepOf(command.node, command.path, 1, { status: 'running', startedAt: at });
      case 'end_scope':
        return this.endScope(command.node, command.path, command.ending, at);
      case 'end_container':
        return this.endContainer(command.node, command.path, command.error, at);
      case 'miss_undo':
        return this.fact('undo.missing', command.path, at, null);
      case 'finish':
        this.finished = command;
        this.fact(END_FACTS[command.status], null, at, command.status === 'success' ? null : { error: command.error });
    }
  }

  /** An instance has a row of its own; a group's is the group's. */
  private endScope(node: number, path: string, ending: Ending, at: number): void {
    const planned = this.start.plan.nodes[node];
    const masked = planned?.mask === true || this.memory.isMasked(ending);
    const output = this.memory.endScope(path, ending);
    const isGroup = planned?.container?.kind === 'group';
    const hidden = masked ? { maskOutput: true as const } : {};
    if (isGroup) {
      if (ending.status === 'success') this.stepOf(node, path, 1, { status: 'running', output, ...hidden });
    } else if (ending.status === 'success')
      this.stepOf(node, path, 1, { status: 'success', output, ...hidden, finishedAt: at });
    else this.stepOf(node, path, 1, { status: ending.status, error: ending.error, finishedAt: at });
  }

  private endContainer(node: number, path: string, error: RunError | null, at: number): void {
    if (this.state.slice === path) return;
    const status = error === null ? ('cancelled' as const) : ('failed' as const);
    this.stepOf(node, path, 1, { status, ...(error === null ? {} : { error }), finishedAt: at });
    this.memory.close(path);
    if (error === null) this.fact('node.cancelled', path, at, { was: 'running' });
    else this.viewError(path, error);
  }

  /** The row of an attempt that was under way when it was stopped. */
  cancelledStep({ path, attempt, node }: Attempt, at: number): void {
    this.stepOf(node.index, path, attempt, { status: 'cancelled', finishedAt: at });
  }

  private fact(type: string, path: string | null, at: number, data: { [key: string]: unknown } | null): void {
    this.journal.event((seq) => ({ seq, at, type, path, data }));
  }

  private stepOf(
    node: number,
    path: string,
    attempt: number,
    fields: Pick<StepWrite, 'status'> & Partial<StepWrite>,
  ): void {
    const planned = this.start.plan.nodes[node];
    // A slice's map is a step of the run around it.
    if (planned === undefined || path === this.state.slice) return;
    const hidden = planned.masksInput && fields.input !== undefined ? { maskInput: true as const } : {};
    this.journal.step({ path, attempt, nodeId: planned.id, type: planned.type, ...hidden, ...fields });
  }
}

const END_FACTS = { success: 'run.succeeded', failed: 'run.failed', cancelled: 'run.cancelled' } as const;

function begun(startedAt: number | undefined): Pick<StepWrite, 'startedAt'> {
  return startedAt === undefined ? {} : { startedAt };
}
