import type { Plan, PlanNode } from '@app/definition';
import type { Command, Wait } from '../core/command.js';
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

  constructor(
    private readonly plan: Plan,
    private readonly ledger: Ledger,
  ) {
    this.timers = new Timers(() => ledger.state.deadline);
  }

  /** Whether there is nothing to do and nothing to wait for. */
  get empty(): boolean {
    return this.ready.size === 0 && this.timers.size === 0 && this.activities.size === 0 && this.messages.size === 0;
  }

  /** Takes commands up; `at` is the time of the event that they follow from. */
  follow(commands: readonly Command[], at: number): void {
    for (const command of commands) {
      if (command.type === 'execute' || command.type === 'ask' || command.type === 'gather') this.ready.push(command);
      else if (command.type === 'wait') this.wait(command);
      else if (command.type === 'abort') this.stop(command, at);
      else if (command.type === 'drop') this.drop(command.path);
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

  private wait(wait: Wait): void {
    this.timers.set(wait);
    const { path, node, attempt, reason } = wait;
    if (reason === 'event' || reason === 'approval') this.messages.set(path, this.attempt(path, node, attempt));
  }

  private drop(path: string): void {
    this.timers.delete(path);
    this.ready.remove(path);
  }

  private stop({ path, node, attempt, was }: Extract<Command, { type: 'abort' }>, at: number): void {
    if (was === 'ready') return this.ready.remove(path);
    const pause = this.timers.get(path)?.reason === 'retry';
    this.timers.delete(path);
    this.activities.delete(path);
    this.messages.delete(path);
    // Its effect goes on until the decision is committed: before that, its outcome may still count.
    // The attempt before a pause has ended already.
    if (!pause) this.ledger.cancelledStep(this.attempt(path, node, attempt), at);
  }
}
