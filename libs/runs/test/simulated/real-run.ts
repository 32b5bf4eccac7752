import { randomUUID } from 'node:crypto';
import type { Sql } from '@app/database';
import { compile, type Json, type Plan } from '@app/definition';
import {
  type Advanced,
  advanceRun,
  attemptKey,
  type CallEnded,
  type DriverPorts,
  executeNode,
  NodeError,
  type NodeCallStore,
  type OutsideWrite,
  type RunStore,
} from '@app/engine';
import { type MockedFlow, type MockSketch, VirtualTime } from '@app/engine-testing';
import { createExecutor, nodeTypes } from '@app/nodes';
import { type AStore, aStore } from '../a-store.js';
import type { AFlow } from '../runs-database.js';

/** A driver does not leave for what is carried out apart while something short is under way: here it never has both. */
const LIMITS = {
  here: { budgetMs: Infinity, shortEffectMs: 10_000, shortWaitMs: 2_000, outageMs: 1_000, maxDepth: 20 },
  apart: { budgetMs: Infinity, shortEffectMs: 10_000, shortWaitMs: -1, outageMs: 1_000, maxDepth: 20 },
};

/** How a call of the mocked world ended. */
type Came = { readonly output: Json } | { readonly error: NonNullable<MockSketch['error']> };

/**
 * A run on the real store, by the real driver and real activities, in virtual time: what works
 * outside does as the mocks say, and everything that comes from there comes as it does in life:
 * through the inbox, or by the workflow's report.
 */
export class RealRun {
  readonly time = new VirtualTime(4);
  readonly plan: Plan;
  private readonly own: AStore;
  private readonly begun = new Map<string, number>();
  private readonly followed = new Set<string>();
  private readonly watchers = new Set<() => void>();
  private readonly calledOff = new Set<string>();
  private ended: CallEnded[] = [];
  private readonly due = new Set<number>();
  /** Whether two things came from outside in the same millisecond: which of them is first is nobody's promise. */
  tied = false;
  private news = false;
  private over = false;

  constructor(
    sql: Sql,
    private readonly flow: AFlow,
    private readonly runId: string,
    private readonly mocked: MockedFlow,
    private readonly where: keyof typeof LIMITS,
  ) {
    this.own = aStore(sql);
    this.plan = compile(mocked.definition, nodeTypes);
  }

  /** Carries it to its end, or until nothing brings what it waits for. */
  async carry(cancelAfterMs: number | undefined): Promise<void> {
    for (const { name, payload, afterMs } of this.mocked.events) this.later(afterMs, () => this.send(name, payload));
    if (cancelAfterMs !== undefined) this.later(cancelAfterMs, () => this.leave('cancel', null));
    const { ports } = this;
    for (let turns = 0; ; turns += 1) {
      if (turns > 500) throw new Error('the run is advanced for ever');
      this.news = false;
      const advanced = await this.done(advanceRun(ports, this.runId, [], new AbortController().signal, this.report()));
      if (advanced.ended) break;
      this.follow(advanced, ports);
      if (!advanced.again) await this.wait(advanced.wakeAt);
    }
    this.over = true;
  }

  private report() {
    const { ended } = this;
    this.ended = [];
    return { started: [...this.followed], ended };
  }

  private async done<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = (): unknown => (isDone = true);
    void work.then(end, end);
    await this.time.until(() => isDone);
    return work;
  }

  private async wait(until: number | null): Promise<void> {
    let isOver = false;
    const stop = new AbortController();
    if (until !== null) void this.time.sleep(until - this.time.now, stop.signal).then(() => (isOver = true));
    await this.time.until(() => isOver || this.news);
    stop.abort();
  }

  /** What the shell does with what the run waits for. */
  private follow({ activities, calls = [] }: Advanced, ports: DriverPorts & { store: NodeCallStore }): void {
    for (const { path, attempt } of activities) {
      if (!this.isNew(path, attempt)) continue;
      const work = executeNode(ports, this.runId, path, attempt, new AbortController().signal);
      void work.then(() => (this.news = true));
    }
    for (const { path, attempt } of calls) {
      if (!this.isNew(path, attempt)) continue;
      const mock = this.mockOf(path);
      this.later(mock.delayMs, async () => {
        const came = cameOf(mock);
        this.ended.push({ path, attempt, ...('error' in came ? came : { value: came.output }) });
        this.wake();
      });
    }
  }

  private isNew(path: string, attempt: number): boolean {
    const key = attemptKey(path, attempt);
    return !this.followed.has(key) && this.followed.add(key).size > 0;
  }

  private mockOf(path: string): MockSketch {
    const mocks = this.mocked.mocks[path];
    const turn = this.begun.get(path) ?? 0;
    this.begun.set(path, turn + 1);
    const mock = mocks?.[Math.min(turn, mocks.length - 1)];
    if (mock === undefined) throw new Error(`There is no mock for ${path}`);
    return mock;
  }

  private later(ms: number, happen: () => Promise<void>): void {
    const at = this.time.now + ms;
    this.tied ||= this.due.has(at);
    this.due.add(at);
    void this.time.sleep(ms).then(() => (this.over ? undefined : this.time.outside(happen())));
  }

  private wake(): void {
    this.news = true;
    for (const wake of this.watchers) wake();
  }

  private async send(name: string, payload: Json): Promise<void> {
    await this.own.inbox.send(this.runId, { kind: 'event', data: { name, payload, event_id: null, broadcast: false } });
    this.wake();
  }

  private async leave(kind: 'cancel' | 'approval.decided' | 'child.ended', data: unknown): Promise<void> {
    await this.own.inbox.send(this.runId, { kind, data, by: null, dedupeKey: randomUUID() });
    this.wake();
  }

  /** Whoever is waited for answers, as their mocks say. */
  private outside({ path, attempt, type, ...rest }: OutsideWrite): void {
    const key = attemptKey(path, attempt);
    if (type === 'wait.close' || type === 'approval.close' || type === 'child.cancel') this.calledOff.add(key);
    const child = 'child' in rest && rest.child.wait ? rest.child : null;
    if (type !== 'wait.open' && type !== 'approval.open' && child === null) return;
    const mock = this.mockOf(path);
    this.later(mock.delayMs, async () => {
      if (this.calledOff.has(key)) return;
      if (type === 'wait.open')
        return this.send(this.plan.byId.get(idOf(path))?.data['event'] as string, mock.output ?? null);
      const decision = mock.handle ?? 'approved';
      if (type === 'approval.open')
        return this.leave('approval.decided', { path, attempt, decision, votes: [], form: null });
      const came = cameOf(mock);
      const how =
        'error' in came
          ? { status: 'failed', output: null, error: came.error }
          : { status: 'success', output: came.output, error: null };
      return this.leave('child.ended', { path, attempt, run_id: child?.runId, ...how });
    });
  }

  private get ports(): DriverPorts & { store: RunStore & NodeCallStore } {
    const {
      time,
      own: { store, calls },
    } = this;
    const real = createExecutor({ http: {}, secrets: {}, maxOutputBytes: 1_000_000 });
    return {
      store: {
        take: (id) => time.outside(store.take(id)),
        outcome: (id) => time.outside(store.outcome(id)),
        write: async (write) => {
          await time.outside(store.write(write));
          for (const each of write.outside) this.outside(each);
        },
        readInbox: (id) => time.outside(store.readInbox(id)),
        readEvents: (id, names, after) => time.outside(store.readEvents(id, names, after)),
        results: (id, paths, whole) => time.outside(store.results(id, paths, whole)),
        begin: (id, path, attempt) => time.outside(calls.begin(id, path, attempt)),
        leaveResult: (id, result) => time.outside(calls.leaveResult(id, result).then(() => this.wake())),
      },
      executor: {
        ...real,
        prepare: (node, scope, at) => ({
          input: real.prepare(node, scope, at).input,
          run: async ({ idempotencyKey, signal }) => {
            const mock = this.mockOf(idempotencyKey.slice(this.runId.length + 1));
            await time.sleep(mock.delayMs, signal);
            const came = cameOf(mock);
            if (!('error' in came)) return { output: came.output, handles: null };
            const { code, message, retryable } = came.error;
            throw new NodeError(code, message, { retryable });
          },
        }),
      },
      // As in a simulation: pauses are taken whole.
      clock: { ...time.clock, random: () => 1 },
      inbox: {
        watch: (_, wake) => {
          this.watchers.add(wake);
          return () => this.watchers.delete(wake);
        },
      },
      plans: { plan: async () => this.plan },
      flows: {
        resolve: async ({ flow, version, input }) => {
          const resolved = { id: flow, name: flow, version: version === 'published' ? 0 : version };
          return { flowVersionId: this.flow.versionId, flow: resolved, input, terms: {} };
        },
        newRunId: () => randomUUID(),
      },
      wake: () => undefined,
      limits: LIMITS[this.where],
      env: {},
    };
  }
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const cameOf = ({ output = null, error }: MockSketch): Came => (error === undefined ? { output } : { error });
