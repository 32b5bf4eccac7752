import { AppError, ERRORS } from '@app/errors';
import { advanceRun } from '../../src/driver/advance-run.js';
import { attemptKey } from '../../src/driver/effects.js';
import { executeNode } from '../../src/driver/execute-node.js';
import type { ActivityWait, Advanced, LostActivity } from '../../src/workflows/shell.types.js';
import { SimProcess } from './process.js';
import type { World } from './world.js';

/** A worker that is gone is missed after so long. */
const MISSED_MS = 6_000;

/** How a shell comes by its processes. */
export interface Workers {
  /** The n-th process that drives the run, from 1. */
  driver?(n: number): SimProcess;
  /** The n-th process that carries out a regular activity, from 1. */
  activity?(n: number): SimProcess;
}

/** A call that a process was given, of `advanceRun` or `executeNode`, and what came of it. */
interface Call<T> {
  readonly process: SimProcess;
  over: boolean;
  value?: T;
  error?: unknown;
}

/** What the workflow does, in virtual time: calls `advanceRun`, waits as it says, and calls again, until the run has ended. */
export class Shell {
  /** How often `advanceRun` was called. */
  calls = 0;
  private readonly given: Call<unknown>[] = [];
  private news = false;
  private processes = { driver: 0, activity: 0 };
  private readonly activities = new Map<string, AbortController | null>();
  private lost: LostActivity[] = [];

  constructor(
    private readonly world: World,
    private readonly workers: Workers = {},
  ) {}

  async follow(): Promise<void> {
    const unwatch = this.world.watch(() => (this.news = true));
    let process = this.driver();
    for (;;) {
      if (process.dead || process.late) {
        await this.wait(MISSED_MS, () => false);
        process = this.driver();
      }
      const advanced = await this.advance(process);
      if (advanced === null) continue;
      if (advanced.ended) {
        this.world.told = advanced.outcome;
        break;
      }
      this.followActivities(advanced.activities);
      if (!advanced.again)
        await this.wait(advanced.wakeAt === null ? null : advanced.wakeAt - this.world.time.now, () => this.news);
    }
    unwatch();
    for (const stop of this.activities.values()) stop?.abort();
    await this.world.store.refresh();
  }

  /** Resolves when every call of a living process has ended, also where that was given up and goes on late. */
  settled(): Promise<void> {
    return this.world.time.until(() => this.given.every(({ process, over }) => over || process.dead));
  }

  private give<T>(process: SimProcess, work: Promise<T>): Call<T> {
    const call: Call<T> = { process, over: false };
    this.given.push(call);
    const end = (came: Pick<Call<T>, 'value' | 'error'>): unknown => Object.assign(call, came, { over: true });
    void work.then(
      (value) => end({ value }),
      (error: unknown) => end({ error }),
    );
    return call;
  }

  private get runId(): string {
    return this.world.store.run.id;
  }

  private driver(): SimProcess {
    const n = (this.processes.driver += 1);
    return this.workers.driver?.(n) ?? new SimProcess(this.world);
  }

  /** One call; null when it brought nothing, because its process died or its store was gone for too long. */
  private async advance(process: SimProcess): Promise<Advanced | null> {
    if ((this.calls += 1) > 500) throw new Error('the run is advanced for ever');
    this.news = false;
    const told = this.lost;
    const call = this.give(process, advanceRun(process.ports, this.runId, told, process.shutdown.signal));
    await this.world.time.until(() => call.over || process.dead || process.stopped);
    if (process.dead || process.stopped) return null;
    if (call.value === undefined) {
      if (!(call.error instanceof AppError) || !ERRORS[call.error.code].retryable) throw call.error;
      await this.wait(1_000, () => false);
      return null;
    }
    this.lost = this.lost.filter((each) => !told.includes(each));
    return call.value;
  }

  private followActivities(waits: readonly ActivityWait[]): void {
    const listed = new Set(waits.map(({ path, attempt }) => attemptKey(path, attempt)));
    for (const [key, stop] of this.activities) {
      if (listed.has(key)) continue;
      stop?.abort();
      this.activities.delete(key);
    }
    for (const wait of waits) if (!this.activities.has(attemptKey(wait.path, wait.attempt))) this.startActivity(wait);
  }

  private startActivity({ path, attempt }: ActivityWait): void {
    const stop = new AbortController();
    const key = attemptKey(path, attempt);
    this.activities.set(key, stop);
    const n = (this.processes.activity += 1);
    const process = this.workers.activity?.(n) ?? new SimProcess(this.world);
    const end = (left: boolean): void => {
      if (this.activities.get(key) !== stop) return;
      this.activities.set(key, null);
      if (!left) this.lost = [...this.lost, { path, attempt }];
      this.news = true;
    };
    this.give(
      process,
      executeNode(process.ports, this.runId, path, attempt, stop.signal).then(end, () => end(false)),
    );
    const heartbeat = async (): Promise<void> => {
      while (!stop.signal.aborted && this.activities.get(key) === stop) {
        await this.world.time.sleep(MISSED_MS, stop.signal);
        if (process.dead || process.stopped) end(false);
      }
    };
    void heartbeat();
  }

  /** Waits for so long, or for the condition; null: for the condition alone. */
  private async wait(ms: number | null, condition: () => boolean): Promise<void> {
    let over = false;
    const stop = new AbortController();
    if (ms !== null) void this.world.time.sleep(ms, stop.signal).then(() => (over = true));
    await this.world.time.until(() => over || condition());
    stop.abort();
  }
}
