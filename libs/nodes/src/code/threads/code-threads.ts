import type { LogLine } from '@app/engine';
import type { CodeOptions } from '../code-options.js';
import type { CodeCall, CodeEnd } from '../sandbox/code-call.js';
import { CodeThread } from './code-thread.js';

interface Waiter {
  take(thread: CodeThread): void;
  refuse(reason: unknown): void;
}

/** The threads of a process that run code: made when they are needed, ended when they hang or have long been idle. */
export class CodeThreads {
  private readonly max: number;
  private readonly idleMs: number;
  private readonly threads = new Set<CodeThread>();
  /** With what ends them; the one that was used last stands last. */
  private readonly idle = new Map<CodeThread, NodeJS.Timeout>();
  /** Calls that wait for a thread, the oldest first. */
  private readonly waiting = new Set<Waiter>();
  private isClosed = false;

  constructor({ threads = 2, idleMs = 30_000 }: CodeOptions = {}) {
    this.max = threads;
    this.idleMs = idleMs;
  }

  /** How many there are. */
  get size(): number {
    return this.threads.size;
  }

  /**
   * Carries a call out as soon as a thread is free.
   * @throws the signal's reason; NodeError where the thread breaks
   */
  async run(call: CodeCall, signal: AbortSignal, onLine: (line: LogLine) => void): Promise<CodeEnd> {
    signal.throwIfAborted();
    const thread = await this.take(signal);
    try {
      signal.throwIfAborted();
      return await thread.run(call, signal, onLine);
    } finally {
      this.giveBack(thread);
    }
  }

  /** Ends all threads, and what they carry out. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const timer of this.idle.values()) clearTimeout(timer);
    for (const waiter of this.waiting) waiter.refuse(closed());
    this.waiting.clear();
    await Promise.all([...this.threads].map((thread) => this.drop(thread)));
  }

  private async take(signal: AbortSignal): Promise<CodeThread> {
    if (this.isClosed) throw closed();
    const free = this.takeIdle() ?? (this.threads.size < this.max ? this.add() : null);
    return free ?? this.wait(signal);
  }

  private takeIdle(): CodeThread | null {
    const [thread, timer] = [...this.idle].at(-1) ?? [];
    if (thread === undefined) return null;
    clearTimeout(timer);
    this.idle.delete(thread);
    if (thread.isAlive) return thread;
    this.threads.delete(thread);
    return this.takeIdle();
  }

  private wait(signal: AbortSignal): Promise<CodeThread> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waiting.delete(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        take: (thread) => {
          signal.removeEventListener('abort', onAbort);
          resolve(thread);
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', onAbort);
          reject(reason);
        },
      };
      signal.addEventListener('abort', onAbort);
      this.waiting.add(waiter);
    });
  }

  private add(): CodeThread {
    const thread = new CodeThread();
    this.threads.add(thread);
    return thread;
  }

  private giveBack(thread: CodeThread): void {
    if (!thread.isAlive) this.threads.delete(thread);
    if (this.isClosed) return;
    const [waiter] = this.waiting;
    if (waiter !== undefined) {
      this.waiting.delete(waiter);
      waiter.take(thread.isAlive ? thread : this.add());
    } else if (thread.isAlive) {
      this.idle.set(thread, setTimeout(() => void this.drop(thread), this.idleMs).unref());
    }
  }

  private async drop(thread: CodeThread): Promise<void> {
    this.idle.delete(thread);
    this.threads.delete(thread);
    await thread.end();
  }
}

const closed = (): Error => new Error('The executor was closed.');
