import { randomUUID } from 'node:crypto';
import { DatabaseModule, DEFAULT_ORGANIZATION_ID, Sql } from '@app/database';
import { EncryptionModule } from '@app/encryption';
import type { ApprovalTask } from '@app/engine';
import { FLOW_ENTITIES } from '@app/flows';
import { PgRunStore, RUN_ENTITIES, RunStoreModule } from '@app/runs';
import { RunWaker, TemporalModule } from '@app/temporal';
import { aDefinition, createDatabase } from '@app/testing';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll } from 'vitest';
import { APPROVAL_ENTITIES, ApprovalReadService, ApprovalsModule, ApprovalVoteService } from '../src/index.js';

/** The services of approvals over a database of their own, and the store that drivers write to. */
export interface ApprovalsScene {
  readonly sql: Sql;
  readonly reads: ApprovalReadService;
  readonly votes: ApprovalVoteService;
  readonly store: PgRunStore;
  /** Runs whose workflows were woken. */
  readonly woken: readonly string[];
  /** Opens a task as the driver of a run would; the run is new. */
  open(task?: Partial<ApprovalTask>, over?: OpenOver): Promise<OpenTask>;
  /** The messages to a run that its driver has not taken. */
  messages(runId: string): Promise<readonly unknown[]>;
}

/** What differs from a run of a flow of its own, started by nobody, and a task that waits for ever. */
export interface OpenOver {
  readonly deadline?: number | null;
  readonly flowId?: string;
  readonly startedBy?: string;
  readonly parentRunId?: string;
  /** What is filled in is stored encrypted. */
  readonly mask?: true;
}

/** A task that a driver has opened. */
export interface OpenTask {
  readonly id: string;
  readonly runId: string;
  readonly flowId: string;
  /** Of the driver. */
  readonly epoch: number;
}

/** The scene for all tests of a `describe`; there from `beforeAll` on. */
export function useApprovals(): () => ApprovalsScene {
  let scene: ApprovalsScene;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createDatabase();
    ends.push(database.drop);
    const limits = { poolSize: 12, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000, ssl: 'disable' } as const;
    const entities = [...FLOW_ENTITIES, ...RUN_ENTITIES, ...APPROVAL_ENTITIES];
    const settings = { url: database.url, ...limits };
    const temporal = {
      address: 'localhost:1',
      namespace: 'default',
      tls: null,
      apiKey: undefined,
      connectTimeoutMs: 1,
    };
    const woken: string[] = [];
    const module = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({ settings, entities, applicationName: 'approvals-test', migrateOnStart: false }),
        EncryptionModule.forRoot({ keys: [{ id: 'test', key: Buffer.alloc(32, 7).toString('base64') }] }),
        TemporalModule.register(temporal),
        ApprovalsModule,
        RunStoreModule,
      ],
    })
      .overrideProvider(RunWaker)
      .useValue({ wake: (runId: string) => Promise.resolve(woken.push(runId) > 0) })
      .compile();
    const app = await module.init();
    ends.unshift(() => app.close());
    const [sql, store] = [app.get(Sql, { strict: false }), app.get(PgRunStore, { strict: false })];
    scene = {
      sql,
      store,
      woken,
      reads: app.get(ApprovalReadService, { strict: false }),
      votes: app.get(ApprovalVoteService, { strict: false }),
      open: (task, over) => openTask(sql, store, task, over),
      messages: async (runId) => (await store.readInbox(runId)).map(({ kind, data }) => ({ kind, data })),
    };
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => scene;
}

async function openTask(
  sql: Sql,
  store: PgRunStore,
  task: Partial<ApprovalTask> = {},
  { deadline = null, flowId, startedBy, parentRunId, mask }: OpenOver = {},
): Promise<OpenTask> {
  const ofFlow = flowId ?? (await aFlow(sql));
  const runId = await aRun(sql, ofFlow, startedBy ?? null, parentRunId ?? null);
  const { epoch } = (await store.take(runId))!;
  const asked: ApprovalTask = {
    title: 'Pay?',
    description: null,
    assignees: { users: [], roles: [] },
    quorum: 1,
    formSchema: null,
    allowSelf: true,
    ...task,
  };
  const node = { path: 'ask', attempt: 1 };
  const at = Date.now();
  await store.write({
    runId,
    epoch,
    events: [{ seq: 2, at, type: 'run.started', path: null, data: null }],
    steps: [],
    log: [],
    taken: [],
    outside: [{ type: 'approval.open', task: asked, deadline, ...node, ...(mask && { mask }) }],
    run: { status: 'waiting', startedAt: at },
  });
  const [row] = await sql.query<{ id: string }>({ text: 'select id from approvals where run_id = $1' }, [runId]);
  return { id: row!.id, runId, flowId: ofFlow, epoch };
}

async function aFlow(sql: Sql): Promise<string> {
  const [flow] = await sql.query<{ id: string }>(
    {
      text: `with f as (
        insert into flows (organization_id, name, slug, definition_json) values ($1, 'A flow', $2, $3) returning *
      )
      insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
      select organization_id, id, 1, definition_json, 'hash' from f returning flow_id as id`,
    },
    [DEFAULT_ORGANIZATION_ID, randomUUID(), JSON.stringify(aDefinition())],
  );
  return flow!.id;
}

async function aRun(sql: Sql, flowId: string, by: string | null, parentRunId: string | null): Promise<string> {
  const [run] = await sql.query<{ id: string }>(
    {
      text: `with r as (
        insert into runs (organization_id, flow_id, flow_version_id, flow_version, flow_name, seq, parent_run_id)
        select organization_id, flow_id, id, 1, 'A flow', 1, $2 from flow_versions where flow_id = $1 returning *
      )
      insert into run_events (organization_id, run_id, seq, at, type, data)
      select organization_id, id, 1, now(), 'run.created', json_build_object('by', $3::text) from r returning run_id as id`,
    },
    [flowId, parentRunId, by],
  );
  return run!.id;
}
