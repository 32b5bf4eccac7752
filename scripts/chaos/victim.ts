import { setTimeout as pause } from 'node:timers/promises';
import type { GuardedChild } from '../process/guarded-child.ts';

const START_WITHIN_MS = 120_000;

/** A process that serves. */
export interface Running {
  readonly child: GuardedChild;
  stop(): Promise<void>;
}

/** From when to when something was so; milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  to: number;
}

/** A process that is killed and started again, at the same address and on the same data. */
export class Victim {
  /** When it did not serve: from the kill until it answered again. */
  readonly down: Span[] = [];
  /** When it was stopped by SIGSTOP. */
  readonly stopped: Span[] = [];
  kills = 0;
  /** How it ended without having been killed. */
  readonly ownEnds: string[] = [];
  private running: Running | null = null;
  private leaving = false;
  readonly name: string;
  private readonly launch: () => Promise<Running>;

  constructor(name: string, launch: () => Promise<Running>) {
    this.name = name;
    this.launch = launch;
  }

  /** Whether it serves, as far as is known here. */
  get isUp(): boolean {
    return this.running !== null && this.down.at(-1)?.to !== Infinity && this.stopped.at(-1)?.to !== Infinity;
  }

  get pid(): number {
    return this.running?.child.pid ?? 0;
  }

  /** Starts it; while its servers are down that may take several attempts. @throws the last failure */
  async start(): Promise<void> {
    for (const deadline = Date.now() + START_WITHIN_MS; ; await pause(200)) {
      try {
        this.running = await this.launch();
        break;
      } catch (error) {
        if (Date.now() > deadline || this.leaving) throw error;
      }
    }
    const { child } = this.running;
    const span = this.down.at(-1);
    if (span) span.to = Date.now();
    void child.exited.then(({ code, signal }) => {
      if (this.running?.child !== child || this.leaving) return;
      this.ownEnds.push(`${this.name} ended with ${String(code ?? signal)} at ${new Date().toISOString()}`);
      this.running = null;
      void this.comeBack(0);
    });
  }

  /** kill -9, and a new start after a pause. Resolves when it serves again. */
  async kill(pauseMs: number): Promise<void> {
    const child = this.running?.child;
    this.running = null;
    this.kills += 1;
    this.down.push({ from: Date.now(), to: Infinity });
    child?.kill('SIGKILL');
    await child?.exited;
    await pause(pauseMs);
    await this.start();
  }

  /** SIGSTOP, and SIGCONT after that time. */
  async freeze(forMs: number): Promise<void> {
    const child = this.running?.child;
    const span: Span = { from: Date.now(), to: Infinity };
    this.stopped.push(span);
    child?.kill('SIGSTOP');
    await pause(forMs);
    child?.kill('SIGCONT');
    span.to = Date.now();
  }

  /** Stops it for good. */
  async leave(): Promise<void> {
    this.leaving = true;
    this.running?.child.kill('SIGCONT');
    await this.running?.stop();
  }

  private async comeBack(pauseMs: number): Promise<void> {
    this.down.push({ from: Date.now(), to: Infinity });
    await pause(pauseMs);
    await this.start().catch((error: unknown) =>
      this.ownEnds.push(`${this.name} does not start again: ${String(error)}`),
    );
  }
}
