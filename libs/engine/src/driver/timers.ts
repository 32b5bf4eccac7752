import type { Command } from '../core/command.js';

/** A node that waits for a time. */
export type Wait = Extract<Command, { type: 'wait' }>;

/** What a run waits for, by path. */
export class Timers {
  private readonly waits = new Map<string, Wait>();

  constructor(private readonly deadline: () => number | null) {}

  get size(): number {
    return this.waits.size;
  }

  set(wait: Wait): void {
    this.waits.set(wait.path, wait);
  }

  get(path: string): Wait | undefined {
    return this.waits.get(path);
  }

  delete(path: string): void {
    this.waits.delete(path);
  }

  /** Takes out the waits whose time has come: earliest first, then by position. */
  due(now: number): Wait[] {
    const due = [...this.waits.values()].filter(({ until }) => until <= now);
    for (const { path } of due) this.waits.delete(path);
    return due.sort((a, b) => a.until - b.until || a.node - b.node || (a.path < b.path ? -1 : 1));
  }

  /** The next time at which something is due, the run's deadline included; null: none. */
  next(): number | null {
    let next = this.deadline();
    for (const { until } of this.waits.values()) next = next === null ? until : Math.min(next, until);
    return next;
  }
}
