import { AppError } from '@app/errors';
import type { AdvanceLimits, DriverPorts } from '../../src/driver/ports.js';
import type { NodeCallStore, RunStore } from '../../src/driver/store.js';
import { ScriptedExecutor } from './scripted-executor.js';
import type { World } from './world.js';

/** What befalls a process at one of its moments: every call that leaves it has one before and one after. */
export interface Disturbance {
  /** Counted from 1. */
  readonly at: number;
  /** `fail`: the store does not answer, `stop`: the process stands still until it is gone on with, `do`: something happens in the world. */
  readonly kind: 'die' | 'fail' | 'stop' | 'do';
  readonly act?: () => void;
  /** For how many moments from then on the store fails; default 1. */
  readonly times?: number;
}

/** What a driver may do at once; small enough for delays and long effects to be left to the shell. */
export const LIMITS: AdvanceLimits = {
  budgetMs: 5_000,
  shortEffectMs: 10_000,
  shortWaitMs: 1_000,
  outageMs: 3_000,
  maxDepth: 20,
};

const never = new Promise<never>(() => {});

/** A worker process: the ports of its drivers, and what befalls it. */
export class SimProcess {
  moments = 0;
  /** The attempt of each path that this process marked last. */
  readonly marks = new Map<string, number>();
  dead = false;
  stopped = false;
  /** It stood still once: what it does may come late. */
  late = false;
  private goOn: () => void = () => {};
  private gate: Promise<void> = Promise.resolve();
  readonly shutdown = new AbortController();
  private readonly store: RunStore & NodeCallStore;

  constructor(
    readonly world: World,
    private readonly disturbance: Disturbance | null = null,
    private readonly limits: AdvanceLimits = LIMITS,
  ) {
    this.store = world.store.connect((work) => this.call(work));
  }

  get ports(): DriverPorts & { readonly store: RunStore & NodeCallStore } {
    const { world, store } = this;
    const { time } = world;
    return {
      store: {
        take: (id) => store.take(id),
        outcome: (id) => store.outcome(id),
        write: (write) => {
          for (const { type, path, data } of write.events)
            if (type === 'node.started') this.marks.set(path!, data!['attempt'] as number);
          return store.write(write);
        },
        readInbox: (id) => store.readInbox(id),
        readEvents: (id, names, after) => store.readEvents(id, names, after),
        results: (id, paths, whole) => store.results(id, paths, whole),
        begin: (id, path, attempt) => {
          this.marks.set(path, attempt);
          return store.begin(id, path, attempt);
        },
        leaveResult: (id, result) => store.leaveResult(id, result),
      },
      executor: new ScriptedExecutor(this),
      clock: {
        ...time.clock,
        now: () => (time.now += world.tickMs),
        sleep: (ms, signal) => time.sleep(ms, signal).then(() => this.alive()),
      },
      inbox: { watch: (_id, wake) => world.watch(() => this.dead || wake()) },
      plans: { plan: async () => world.plan },
      flows: { resolve: () => Promise.reject(new Error('no sketch has sub-flows')), newRunId: () => 'none' },
      wake: () => undefined,
      limits: this.limits,
      env: {},
    };
  }

  /** Lets a process go on that stands still. */
  resume(): void {
    this.stopped = false;
    this.goOn();
  }

  /** Never resolves once the process is dead; waits while it stands still. */
  async alive(): Promise<void> {
    await this.gate;
    if (this.dead) await never;
  }

  /** A moment at which something may befall the process. */
  async moment(ofStore: boolean): Promise<void> {
    await this.alive();
    this.moments += 1;
    const { at = 0, kind = 'do', act, times = 1 } = this.disturbance ?? {};
    if (this.disturbance === null || this.moments < at || this.moments >= at + times) return;
    if (kind === 'die' || kind === 'stop') this.world.disturbed = true;
    if (kind === 'do') act?.();
    if (kind === 'die') this.dead = true;
    if (kind === 'stop') this.standStill();
    if (kind === 'fail' && ofStore) throw new AppError('DATABASE_UNAVAILABLE');
    await this.alive();
  }

  private standStill(): void {
    this.stopped = true;
    this.late = true;
    this.gate = new Promise((resolve) => (this.goOn = resolve));
  }

  private async call<T>(work: () => Promise<T>): Promise<T> {
    await this.moment(true);
    await this.world.time.sleep(1 + ((this.moments * 7) % 4));
    await this.alive();
    const result = await this.world.time.outside(work());
    await this.moment(true);
    return result;
  }
}
