import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../console/progress.ts';
import { Leftovers } from '../process/leftovers.ts';
import type { GuardedChild } from '../process/guarded-child.ts';
import { inRoot } from '../root.ts';

const MOST_RESTARTS = 5;
const WITHIN_MS = 60_000;

/** The processes of this folder's last start. */
export const leftovers = new Leftovers(inRoot('.millrace', 'processes'));

/** A process that serves. */
export interface Running {
  readonly child: GuardedChild;
  stop(): Promise<void>;
}

/** A process, how it is started, and what to do when that is of no use. */
export interface ServiceOptions {
  /** For messages, and unlike all others: `PostgreSQL`, `worker`. */
  name: string;
  log: string;
  launch(): Promise<Running>;
  /** Called when it cannot be kept running. */
  givenUp(): void;
}

/** Keeps a process running: one that ends by itself is started again, unless it does so again and again. */
export class Service {
  private readonly options: ServiceOptions;
  private stopping = false;
  private running: Running | null = null;
  private readonly restarts: number[] = [];

  constructor(options: ServiceOptions) {
    this.options = options;
  }

  /** Starts it; resolves when it serves. */
  async start(): Promise<void> {
    const running = await this.options.launch();
    this.running = running;
    leftovers.note(this.options.name, running.child.pid);
    void running.child.exited.then(({ code, signal }) => this.ended(code ?? signal));
    if (this.stopping) await running.stop();
  }

  /** Stops it for good. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running?.stop();
    leftovers.forget(this.options.name);
  }

  private async ended(how: number | string | null): Promise<void> {
    if (this.stopping) return;
    const { name, log } = this.options;
    say(`  ! ${name} ended (${String(how)}); its log: ${log}`);
    const now = Date.now();
    this.restarts.push(now);
    if (this.restarts.filter((at) => at > now - WITHIN_MS).length > MOST_RESTARTS) {
      say(`  ! ${name} ends again and again.`);
      this.options.givenUp();
      return;
    }
    await pause(500);
    try {
      await this.start();
      if (!this.stopping) say(`  ✓ ${name} runs again`);
    } catch (error) {
      say(`  ! ${error instanceof Error ? error.message : String(error)}`);
      if (!this.stopping) this.options.givenUp();
    }
  }
}
