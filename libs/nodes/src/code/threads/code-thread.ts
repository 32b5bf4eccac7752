import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type LogLine, NodeError } from '@app/engine';
import type { CodeCall, CodeEnd, ThreadMessage } from '../sandbox/code-call.js';

/** The thread's entry stands beside this file in the sources and in what is built, with its extension. */
const ENTRY = new URL(`../sandbox/thread${extname(import.meta.url)}`, import.meta.url);
/** Room for QuickJS to find by itself that calls are nested too deeply. */
const STACK_MB = 32;
/** When a call is given up for which the bound on processor time should have been enough. */
const patienceMs = (timeoutMs: number): number => 3 * timeoutMs + 1_000;

interface UnderWay {
  readonly call: CodeCall;
  readonly onLine: (line: LogLine) => void;
  resolve(end: CodeEnd): void;
  reject(reason: unknown): void;
}

/** A thread that carries out one call at a time. It knows nothing of the process: no environment, no flags, no streams. */
export class CodeThread {
  private readonly worker = new Worker(ENTRY, {
    name: 'code',
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { stackSizeMb: STACK_MB },
  });
  private underWay: UnderWay | null = null;
  private timer: NodeJS.Timeout | undefined;
  private hasEnded = false;

  constructor() {
    this.worker.on('message', (message: ThreadMessage) => this.hear(message));
    this.worker.on('error', (error) => this.broke(error instanceof Error ? error.message : String(error)));
    this.worker.on('exit', () => this.broke('it ended'));
    this.worker.unref();
  }

  /** Whether it can take another call. */
  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /**
   * Carries a call out; ends the thread where it does not stop by itself, or is to stop.
   * @throws the signal's reason; NodeError NODE_FAILED where the thread breaks
   */
  async run(call: CodeCall, signal: AbortSignal, onLine: (line: LogLine) => void): Promise<CodeEnd> {
    const onAbort = (): void => this.giveUp()?.reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    this.worker.ref();
    try {
      return await new Promise<CodeEnd>((resolve, reject) => {
        this.underWay = { call, onLine, resolve, reject };
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
        this.worker.postMessage(call);
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(this.timer);
      this.underWay = null;
      this.worker.unref();
    }
  }

  /** Ends the thread, and with it what it carries out. */
  async end(): Promise<void> {
    this.hasEnded = true;
    await this.worker.terminate();
  }

  private hear(message: ThreadMessage): void {
    const own = this.underWay;
    if (own === null || this.hasEnded) return;
    if ('line' in message) return own.onLine(message.line);
    if ('began' in message) {
      const tooLate: CodeEnd = { kind: 'timeout', thrown: null };
      this.timer = setTimeout(() => this.giveUp()?.resolve(tooLate), patienceMs(own.call.timeoutMs));
      return;
    }
    if (message.isSpent) void this.end();
    own.resolve(message.end);
  }

  private broke(why: string): void {
    this.giveUp()?.reject(new NodeError('NODE_FAILED', `The thread that ran the code broke: ${why}.`));
  }

  private giveUp(): UnderWay | null {
    void this.end();
    return this.underWay;
  }
}
