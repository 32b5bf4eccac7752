import type { Plan, PlanNode } from '@app/definition';
import type { Command, Wait } from '../core/command.js';
import { hasOpenSlices } from '../core/outstanding.js';
import type { Call } from './executor.js';
import type { ActivityWait } from '../workflows/shell.types.js';
import type { Attempt, Ledger } from './ledger.js';
import { ReadyQueue } from './ready-queue.js';
import { Timers } from './timers.js';

/** What a run has to do and to wait for: the core's commands, kept until they are carried out. */
export class Agenda {
  readonly ready = new ReadyQueue();
  readonly timers: Timers;
  /** Attempts that run as regular activities, by path. */
  readonly activities = new Map<string, ActivityWait>();

  /** Attempts that wait for an event or for people, by path. */
  readonly messages = new Map<string, Attempt>();
  /** Attempts that another run is, by path. */
  readonly children = new Map<string, Attempt>();
  /** Attempts that a foreign activity or workflow is, by path. */
  readonly calls = new Map<string, { readonly on: Attempt; readonly call: Call }>();

  constructor(
    private readonly plan: Plan,
    private readonly ledger: Ledger,
  ) {
    this.timers = new Timers(() => ledger.state.deadline);
  }

  /** Whether there is nothing to do and nothing to wait for. */
  get empty(): boolean {
    const waits = [this.ready, this.timers, this.activities, this.messages, this.children, this.calls];
    return waits.every(({ size }) => size === 0) && !hasOpenSlices(this.ledger.state);
  }

  /** Takes commands up; `at` is the time of the event that they follow from. */
  follow(commands: readonly Command[], at: number): void {
    for (const command of commands) {
      if (command.type === 'execute' || command.type === 'ask' || command.type === 'gather') this.ready.push(command);
      else if (command.type === 'wait') this.wait(command);
      else if (command.type === 'abort') this.stop(command, at);
      else if (command.type === 'drop') this.drop(command.path);
      else if (command.type === 'stop_slices') this.stopSlices(command);
    }
  }

  /** An attempt, by its path. */
  attempt(path: string, node: number, attempt: number): Attempt {
    return { path, attempt, node: this.node(node) };
  }

  node(index: number): PlanNode {
    const node = this.plan.nodes[index];
    if (node === undefined) throw new RangeError(`The plan has no node ${index}.`);
    return node;
  }

  /** The attempt is another run now; it has the node's time for it. */
  awaitChild(on: Attempt, startedAt: number): void {
    const { path, attempt, node } = on;
    this.children.set(path, on);
    if (node.timeoutMs === null) return;
    const until = startedAt + node.timeoutMs;
    this.timers.set({ type: 'wait', path, node: node.index, attempt, until, reason: 'timeout' });
  }

  /** The attempt that another run was, if it is this one; it is waited for no longer. */
  endChild(path: string, attempt: number): Attempt | null {
    const on = this.children.get(path);
    if (on?.attempt !== attempt) return null;
    this.children.delete(path);
    this.timers.delete(path);
    return on;
  }

  /** What the node waited for has come, or will not be waited for any more. */
  endWait({ path, attempt, node }: Attempt, approval?: 'timed_out' | 'cancelled'): void {
    this.timers.delete(path);
    if (!this.messages.delete(path)) return;
    const { journal } = this.ledger;
    if (node.kind === 'event') journal.beside({ type: 'wait.close', path, attempt });
    else if (approval !== undefined) journal.beside({ type: 'approval.close', path, attempt, status: approval });
  }

  private wait(wait: Wait): void {
    this.timers.set(wait);
    const { path, node, attempt, reason } = wait;
    if (reason === 'event' || reason === 'approval') this.messages.set(path, this.attempt(path, node, attempt));
  }

  private stopSlices({ path, attempt }: Extract<Command, { type: 'stop_slices' }>): void {
    this.ledger.journal.beside({ type: 'child.cancel', path, attempt });
  }

  private drop(path: string): void {
    this.timers.delete(path);
    this.ready.remove(path);
  }

  private stop({ path, node, attempt, was }: Extract<Command, { type: 'abort' }>, at: number): void {
    if (was === 'ready') return this.ready.remove(path);
    const on = this.attempt(path, node, attempt);
    const pause = this.timers.get(path)?.reason === 'retry';
    this.endWait(on, 'cancelled');
    this.activities.delete(path);
    this.calls.delete(path);
    if (this.children.delete(path)) this.ledger.journal.beside({ type: 'child.cancel', path, attempt });
    // Its effect goes on until the decision is committed: before that, its outcome may still count.
    // The attempt before a pause has ended already.
    if (!pause) this.ledger.cancelledStep(on, at);
  }
}
