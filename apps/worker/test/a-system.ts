import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, onTestFinished } from 'vitest';
import {
  ApiClient,
  type AppProcess,
  aDefinition,
  createDatabase,
  type EdgeSketch,
  type NodeSketch,
  OwnServer,
  startApi,
  startWorker,
  temporalAddress,
  waitFor,
} from '@app/testing';

/** A run as PostgreSQL has it, with what would show that it was carried twice. */
export interface SeenRun {
  readonly status: string;
  readonly claimed_by: string | null;
  /** How many events end it; 1 for a run that has ended. */
  readonly ends: number;
  /** Paths of the steps that ended well, in order. */
  readonly done: readonly string[];
}

/** The built programs, on servers that a test may stop, and on a database and a task queue of its own. */
export class ASystem {
  private constructor(
    readonly databaseUrl: string,
    private readonly env: Record<string, string>,
    /** Its own servers, where the test asked for them. */
    readonly own: { readonly postgres?: OwnServer; readonly temporal?: OwnServer },
    readonly api: AppProcess,
  ) {}

  /** Starts the API, and servers of the test's own as far as it asks for them; all ends with the test. */
  static async start(
    own: readonly ('postgres' | 'temporal')[] = [],
    more: Record<string, string> = {},
  ): Promise<ASystem> {
    const postgres = own.includes('postgres') ? await OwnServer.postgres() : undefined;
    if (postgres) onTestFinished(() => postgres.dispose());
    const temporal = own.includes('temporal') ? await OwnServer.temporal() : undefined;
    if (temporal) onTestFinished(() => temporal.dispose());
    const database = postgres ? undefined : await createDatabase();
    if (database) onTestFinished(() => database.drop());
    const databaseUrl = postgres?.address ?? database?.url ?? '';
    const env = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal?.address ?? temporalAddress(),
      TEMPORAL_TASK_QUEUE: randomUUID(),
      HTTP_NODE_ALLOW_PRIVATE: 'true',
      WORKER_RECONCILE_INTERVAL: '1s',
      WORKER_DISPATCH_LEASE: '3s',
      LOG_LEVEL: 'warn',
      ...more,
    };
    const api = await startApi(env, 'live');
    onTestFinished(() => api.kill('SIGKILL'));
    return new ASystem(databaseUrl, env, { ...(postgres && { postgres }), ...(temporal && { temporal }) }, api);
  }

  /** Starts one more API; it is killed after the test. */
  async oneMoreApi(env: Record<string, string>): Promise<AppProcess> {
    const api = await startApi({ ...this.env, ...env }, 'live');
    onTestFinished(() => api.kill('SIGKILL'));
    return api;
  }

  /** Starts one more worker; it is killed after the test. */
  async worker(env: Record<string, string> = {}): Promise<AppProcess> {
    const worker = await startWorker({ ...this.env, ...env });
    onTestFinished(() => worker.kill('SIGKILL'));
    return worker;
  }

  /** Creates a flow through the API; resolves to its id. */
  async flow(nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[]): Promise<string> {
    const answer = await new ApiClient(this.api.url).post('/flows', {
      name: randomUUID(),
      definition: aDefinition(nodes, edges),
    });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body.data.id;
  }

  /** A flow of `http` nodes in a row that call `url/ID?ms=...`; they need no more than 10 s to be short ones. */
  calls(url: string, ids: readonly string[], ms = 0): Promise<string> {
    return this.flow(
      ids.map((id) => ({ id, type: 'http', data: { method: 'GET', url: `${url}/${id}?ms=${ms}`, timeout: '10s' } })),
    );
  }

  /** Starts a run through the API; resolves to its id once it was accepted. */
  async run(flowId: string): Promise<string> {
    const answer = await new ApiClient(this.api.url).post(`/flows/${flowId}/run`, {});
    expect(answer).toMatchObject({ status: 202 });
    return answer.body.data.id;
  }

  /** The run, read past the programs. */
  async seen(runId: string): Promise<SeenRun> {
    const [run] = await this.query<SeenRun>(
      `select status, claimed_by,
        (select count(*)::int from run_events where run_id = id and type in ('run.succeeded', 'run.failed', 'run.cancelled', 'run.terminated')) as ends,
        array(select path from run_steps where run_id = id and status = 'success' order by started_at, path) as done
      from runs where id = $1`,
      [runId],
    );
    return run!;
  }

  /** Waits for the run's end, and that it ended once. */
  async ended(runId: string, within = 60_000): Promise<SeenRun> {
    const seen = await waitFor(
      async () => {
        const run = await this.seen(runId);
        return run.ends > 0 ? run : null;
      },
      { within, what: `the end of run ${runId}` },
    );
    expect(seen).toMatchObject({ status: 'success', ends: 1 });
    return seen;
  }

  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }
}
