import type { Sql } from '@app/database';
import type { Json } from '@app/definition';
import {
  type Advanced,
  advanceRun,
  type DriverPorts,
  type EffectCall,
  NodeError,
  type Outcome,
  type RunStore,
} from '@app/engine';
import type { Call } from '@app/engine-testing';
import { createExecutor } from '@app/nodes';
import type { RunWaker } from '@app/temporal';
import { ChildFlows } from '../src/children/child-flows.js';
import { ChildHeadRepository } from '../src/children/child-head.repository.js';
import { ChildLimits } from '../src/children/child-limits.js';
import { RunNudge } from '../src/children/run-nudge.js';
import { RunCanceller } from '../src/cancel/run-canceller.js';
import { RunEndRepository } from '../src/end/run-end.repository.js';
import { PlanCache } from '../src/plan/plan-cache.js';
import { RunInboxRepository } from '../src/store/run-inbox.repository.js';
import { systemClock } from './driven.js';

/** Flows for children, with no one to be woken. */
export function childFlows(sql: Sql): ChildFlows {
  const ends = new RunEndRepository(sql);
  const wake: RunWaker['wake'] = () => Promise.resolve(false);
  const nudge = new RunNudge(ends, { wake } as RunWaker);
  const limits = new ChildLimits(sql, new RunCanceller(ends, new RunInboxRepository(sql)), nudge);
  return new ChildFlows(new ChildHeadRepository(sql), new PlanCache(sql), limits);
}

const FAMILY = `
with recursive family as (
  select * from runs where id = $1
  union all
  select r.* from family f join runs r on r.parent_run_id = f.id
)`;

/** A run as its family sees it. */
export interface Relative {
  readonly id: string;
  readonly parent: string | null;
  readonly path: string | null;
  readonly attempt: number | null;
  readonly waits: boolean;
  readonly depth: number;
  readonly status: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: { readonly code: string } | null;
  readonly seqs: readonly number[];
}

/** The run and all that it has started, however deep, in the order in which they came. */
export function relatives(sql: Sql, rootId: string): Promise<Relative[]> {
  const text = `${FAMILY} select id, parent_run_id as parent, parent_path as path, parent_attempt as attempt, parent_waits as waits,
    depth, status, input, output, error, array(select seq from run_events where run_id = family.id order by seq) as seqs
    from family order by depth, parent_path, parent_attempt, id`;
  return sql.query<Relative & object>({ text }, [rootId]);
}

const executor = createExecutor();

/** A process that drives runs and those that they start. */
export class FamilyDriver {
  private readonly ports: DriverPorts;

  /** @param call what befalls the process when it looks flows up */
  constructor(
    private readonly sql: Sql,
    store: RunStore,
    call: Call = (work) => work(),
  ) {
    const flows = childFlows(sql);
    this.ports = {
      store,
      executor: { ...executor, prepare: () => ({ input: {}, run: (call) => this.failsFirst(call) }) },
      clock: systemClock,
      inbox: { watch: () => () => undefined },
      plans: new PlanCache(sql),
      flows: { resolve: (...asked) => call(() => flows.resolve(...asked)), newRunId: () => flows.newRunId() },
      wake: () => undefined,
      limits: { budgetMs: 5_000, shortEffectMs: 60_000, shortWaitMs: 1_000, outageMs: 5_000, maxDepth: 20 },
      env: {},
    };
  }

  /** Drives the run, and whatever runs it starts, one after the other, until all have ended. */
  async drive(rootId: string): Promise<void> {
    const text = `${FAMILY} select id from family where finished_at is null order by id`;
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const open = await this.sql.query<{ id: string }>({ text }, [rootId]);
      if (open.length === 0) return;
      for (const { id } of open) await this.advance(id);
    }
    throw new Error(`The family of run ${rootId} does not come to an end.`);
  }

  advance(runId: string): Promise<Advanced> {
    return advanceRun(this.ports, runId, [], new AbortController().signal);
  }

  /** What an `http` node does: it fails in the first run of an attempt, and gives the run's input in the second. */
  private async failsFirst({ idempotencyKey }: EffectCall): Promise<Outcome> {
    const text = 'select parent_attempt as attempt, input from runs where id = $1';
    const [run] = await this.sql.query<{ attempt: number | null; input: Json & object }>({ text }, [
      idempotencyKey.slice(0, 36),
    ]);
    if (run?.attempt === 1) throw new NodeError('HTTP_STATUS', 'Not yet.', { retryable: true });
    return { output: run?.input ?? null, handles: null };
  }
}
