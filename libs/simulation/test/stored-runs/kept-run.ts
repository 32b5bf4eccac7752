import { compile, type Definition, type Json } from '@app/definition';
import { attemptKey, type OutsideWrite, type RunError, type RunFacts, type RunWrite, type TakenRun } from '@app/engine';
import { createExecutor, nodeTypes } from '@app/nodes';
import { MockBook } from '../../src/mock.js';
import { mockedExecutor } from '../../src/mocked-executor.js';
import { MockedWork } from '../../src/mocked-work.js';
import { OutsideWorld } from '../../src/outside-world.js';
import { LEAVE_ALL, playOut, simulatedPorts } from '../../src/play-out.js';
import { SimulatedStore } from '../../src/simulated-store.js';
import type { SimulationInput } from '../../src/index.js';

/** How a run ends, and how each of its nodes. */
export interface End {
  readonly status: string;
  readonly output: Json;
  readonly error: RunError | null;
  /** The status of the last attempt, by path. */
  readonly steps: Readonly<Record<string, string>>;
}

/** A run that was left in the middle: all that is stored of it, and what is needed to go on with it. */
export interface KeptRun {
  readonly definition: Definition;
  /** What comes from outside: what is left of it is for whoever goes on. */
  readonly given: SimulationInput;
  /** When it was left, milliseconds since the epoch. */
  readonly at: number;
  readonly row: NonNullable<RunWrite['run']>;
  readonly snapshot: TakenRun['snapshot'];
  readonly events: SimulatedStore['events'];
  readonly steps: readonly RunWrite['steps'][number][];
  readonly inbox: SimulatedStore['inbox'];
  readonly sent: SimulatedStore['sent'];
  /** What is open beside the run's own rows. */
  readonly outside: readonly OutsideWrite[];
  readonly end: End;
}

/** Told of each write, after it was committed: whether the process dies there. */
export type DiesAt = (store: SimulatedStore, write: RunWrite) => boolean;

/** How a process works that carries a run. */
export interface Manner {
  /** Effects are begun within the process, as short ones are; the others are activities. */
  readonly here?: boolean;
  /** It leaves after every node, as one does whose time is up. */
  readonly hurried?: boolean;
}

class Died extends Error {}

/** A store of which the process dies that writes to it. */
class DeadlyStore extends SimulatedStore {
  diesAt: DiesAt = () => false;

  override async write(write: RunWrite): Promise<void> {
    await super.write(write);
    if (this.diesAt(this, write)) throw new Died();
  }
}

/** A process that carries a run in virtual time, from its beginning or from where another one left it. */
export class RunProcess {
  readonly clock: { at: number };
  readonly store: DeadlyStore;
  private readonly open = new Map<string, OutsideWrite>();
  private readonly world = new OutsideWorld();
  private readonly book: MockBook;
  private readonly work: MockedWork;
  private readonly plan;
  private readonly facts: RunFacts;

  constructor(
    private readonly definition: Definition,
    private readonly given: SimulationInput,
  ) {
    this.clock = { at: given.startAt };
    this.plan = compile(definition, nodeTypes);
    this.book = new MockBook(given.mocks ?? {});
    const { flow, input } = given;
    this.facts = {
      runId: 'run',
      flow,
      flowVersionId: 'kept',
      input,
      parentRunId: null,
      depth: 0,
      slice: null,
      startedAt: null,
    };
    this.store = new DeadlyStore(
      this.facts,
      (write) => this.outside(write),
      () => undefined,
    );
    this.work = new MockedWork(this.plan, this.store, this.world, this.book, () => this.clock.at);
  }

  /** Goes on with a run as it was stored. */
  static async takingUp(kept: KeptRun): Promise<RunProcess> {
    const { definition, given, at, row, snapshot, events, steps, inbox, sent, outside } = kept;
    const process = new RunProcess(definition, given);
    const { store } = process;
    const nothing = { runId: 'run', epoch: 1, log: [], taken: [], outside: [], steps: [], events: [] };
    const upTo = snapshot?.seq ?? 0;
    const stored = { ...row, ...(snapshot === null ? {} : { snapshot: snapshot.state }) };
    await store.write({ ...nothing, events: events.slice(0, upTo), steps, run: stored });
    await store.write({ ...nothing, events: events.slice(upTo) });
    [store.inbox, store.sent, process.clock.at] = [[...inbox], [...sent], at];
    for (const each of outside) process.outside(each);
    return process;
  }

  /** @returns what is stored of the run, where the process died; else null: it carried the run as far as it goes */
  async carry({ here = false, hurried = false }: Manner = {}, diesAt: DiesAt = () => false) {
    const { clock, plan, store, given, work, world } = this;
    const since = clock.at - given.startAt;
    const isLeft = (afterMs = 0): boolean => since === 0 || afterMs > since;
    const { cancelAfterMs, events = [], ...rest } = given;
    const cancel = cancelAfterMs !== undefined && isLeft(cancelAfterMs) ? { cancelAfterMs } : {};
    work.planInput({ ...rest, ...cancel, events: events.filter(({ afterMs }) => isLeft(afterMs)) });
    store.diesAt = diesAt;
    const limits = { ...LEAVE_ALL, ...(here ? { shortEffectMs: 10_000 } : {}), ...(hurried ? { budgetMs: -1 } : {}) };
    const executor = mockedExecutor(createExecutor(), this.book);
    const ports = simulatedPorts({ plan, store, executor, env: given.env, now: () => clock.at, limits });
    try {
      await playOut({ ports, runId: 'run', work, world, clock, onTime: () => undefined });
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      return this.left();
    }
    return null;
  }

  end(): End {
    const { status, output = null, error = null } = this.store.row;
    const steps = [...this.store.steps.values()].sort((a, b) => a.attempt - b.attempt);
    return { status, output, error, steps: Object.fromEntries(steps.map((step) => [step.path, step.status])) };
  }

  private async left(): Promise<Omit<KeptRun, 'end'>> {
    const { definition, given, clock, store } = this;
    const { snapshot } = await store.take();
    const {
      row: { snapshot: _, ...row },
      events,
      inbox,
      sent,
    } = store;
    const steps = [...store.steps.values()];
    return {
      definition,
      given,
      at: clock.at,
      row,
      snapshot,
      events,
      steps,
      inbox,
      sent,
      outside: [...this.open.values()],
    };
  }

  private outside(write: OutsideWrite): void {
    const key = attemptKey(write.path, write.attempt);
    if (/close|cancel/.test(write.type)) this.open.delete(key);
    else this.open.set(key, write);
    this.work.outside(write);
  }
}
