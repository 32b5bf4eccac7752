import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { advanceRun, type Clock, type DriverPorts, type Executor, type RunStore } from '@app/engine';
import type { Sql } from '@app/database';
import { createExecutor } from '@app/nodes';
import { aDefinition } from '@app/testing';
import { PlanCache } from '../src/plan/plan-cache.js';

/** Computes, calls twice side by side, joins, calls again, and ends with all that it knows. */
export const TWO_CALLS = aDefinition(
  [
    { id: 'set', type: 'assign', data: { variables: { base: '{{ input.n + 1 }}' } } },
    { id: 'a', type: 'http', data: { url: 'http://a.example/' } },
    { id: 'b', type: 'http', data: { url: 'http://b.example/' } },
    { id: 'both', type: 'assign', data: { variables: { sum: '{{ nodes.a.output + nodes.b.output + vars.base }}' } } },
    { id: 'say', type: 'log', data: { message: 'sum is {{ vars.sum }}' } },
    { id: 'c', type: 'http', data: { url: 'http://c.example/' } },
    { id: 'end', type: 'end', data: { output: { sum: '{{ vars.sum }}', c: '{{ nodes.c.output }}' } } },
  ],
  [
    ['set', 'a'],
    ['set', 'b'],
    ['a', 'both'],
    ['b', 'both'],
    ['both', 'say'],
    ['say', 'c'],
    ['c', 'end'],
  ],
);

const OUTPUTS: Record<string, number> = { a: 10, b: 100, c: 1_000 };

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => 0.5,
  sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
};

/** What is done outside is put down, with what is recorded at that moment. */
export class Outside {
  readonly calls: string[] = [];
  readonly unmarked: string[] = [];

  constructor(private readonly sql: Sql) {}

  async call(runId: string, path: string): Promise<number> {
    this.calls.push(path);
    const text = `select 1 from run_steps where run_id = $1 and path = $2 and status = 'running'`;
    if ((await this.sql.query({ text }, [runId, path])).length === 0) this.unmarked.push(path);
    return OUTPUTS[path] ?? 0;
  }
}

/** The ports of a driver on this store; effects go to `outside`. */
export function drivingPorts(sql: Sql, store: RunStore, outside: Outside, runId: string): DriverPorts {
  const real = createExecutor({ http: {}, secrets: {}, maxOutputBytes: 1_000_000 });
  const executor: Executor = {
    ...real,
    prepare: ({ id }) => ({
      input: { to: id },
      run: async () => ({ output: await outside.call(runId, id), handles: null }),
    }),
  };
  const limits = { budgetMs: 5_000, shortEffectMs: 60_000, shortWaitMs: 1_000, outageMs: 1_000, maxDepth: 20 };
  return {
    store,
    executor,
    clock: systemClock,
    inbox: { watch: () => () => undefined },
    plans: new PlanCache(sql),
    flows: noFlows,
    wake: () => undefined,
    limits,
    env: {},
  };
}

/** None of these runs starts another. */
const noFlows: DriverPorts['flows'] = {
  resolve: () => Promise.reject(new Error('There are no other flows.')),
  newRunId: () => randomUUID(),
};

/** Drives a run until it has ended. */
export async function driveToEnd(ports: DriverPorts, runId: string): Promise<void> {
  while (!(await advanceRun(ports, runId, [], new AbortController().signal)).ended);
}

/** Which moment of a process is its last: before or after its n-th call to the store. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A store whose process dies: nothing that is called then comes back. */
export function mortalStore(store: RunStore, death: Death): { store: RunStore; died: Promise<void> } {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let calls = 0;
  const mortal = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls < death.at) return work();
    if (calls === death.at && death.when === 'after') await work();
    resolve();
    return never;
  };
  return {
    died,
    store: {
      take: (runId) => mortal(() => store.take(runId)),
      outcome: (runId) => mortal(() => store.outcome(runId)),
      write: (write) => mortal(() => store.write(write)),
      readInbox: (runId) => mortal(() => store.readInbox(runId)),
      readEvents: (runId, names, after) => mortal(() => store.readEvents(runId, names, after)),
      results: (runId, paths, whole) => mortal(() => store.results(runId, paths, whole)),
    },
  };
}
