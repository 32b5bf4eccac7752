import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { ApiClient, createDatabase, OwnServer, startApi, startWorker, waitFor } from '@app/testing';
import { type GuardedChild, spawnGuarded } from '../../../scripts/process/guarded-child.ts';
import { openDatabase } from '../src/repositories/sqlite/open-database.ts';
import type { Order } from '../src/domain/order.ts';
import { ShopDatabase } from './shop-database.ts';

const HERE = fileURLToPath(new URL('..', import.meta.url));

/** The parts of a run that tests look at. */
export interface SeenRun {
  readonly status: string;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly details: unknown } | null;
  readonly steps: readonly { readonly path: string; readonly status: string; readonly attempt: number }[];
  readonly waiting_for: readonly { readonly type: string; readonly approval_id?: string }[];
}

/** Millrace as it is built, the example's flows as they are imported, and the example's workers as they are started. */
export class AShop {
  readonly api: ApiClient;
  readonly database: ShopDatabase;
  readonly temporal: Client;
  private readonly flows = new Map<string, string>();
  private readonly env: Record<string, string>;
  private readonly leave: (() => unknown)[];

  private constructor(url: string, env: Record<string, string>, connection: Connection, leave: (() => unknown)[]) {
    this.api = new ApiClient(url);
    this.env = env;
    this.temporal = new Client({ connection });
    this.database = new ShopDatabase(env['ORDERS_DATABASE'] ?? '');
    this.leave = [() => this.database.close(), ...leave];
  }

  /** On a Temporal of its own: the flows name their task queue, and somebody else's workers could poll it. */
  static async open(): Promise<AShop> {
    const [temporal, postgres] = await Promise.all([OwnServer.temporal(), createDatabase()]);
    const folder = mkdtempSync(join(tmpdir(), 'millrace-orders-'));
    const file = join(folder, 'orders.db');
    openDatabase(file).close();
    const env = { DATABASE_URL: postgres.url, TEMPORAL_ADDRESS: temporal.address, LOG_LEVEL: 'warn' };
    const [api, worker, connection] = await Promise.all([
      startApi(env),
      startWorker(env),
      Connection.connect({ address: temporal.address }),
    ]);
    return new AShop(
      api.url,
      { TEMPORAL_ADDRESS: temporal.address, ORDERS_DATABASE: file, ORDERS_PACKING_MS: '20' },
      connection,
      [
        () => connection.close(),
        () => Promise.all([api.stop(), worker.stop()]),
        () => Promise.all([temporal.dispose(), postgres.drop()]),
        () => rmSync(folder, { recursive: true }),
      ],
    );
  }

  async close(): Promise<void> {
    for (const step of this.leave) await step();
  }

  /** Starts a worker of the example; it is stopped with the shop, or killed before. */
  worker(command: string, args: readonly string[], env: Record<string, string> = {}): GuardedChild {
    const child = spawnGuarded({
      command,
      args,
      cwd: HERE,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...this.env, ...env },
      output: 'pipe',
    });
    let said = '';
    child.process.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    child.process.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    void child.exited.then(({ code }) => code && process.stderr.write(`${said}\n`));
    this.leave.unshift(() => child.stop());
    return child;
  }

  /** Runs a flow of the example, imported as its file is. @returns the run's id */
  async run(file: string, order: Order, policy: object = {}): Promise<string> {
    const flow = this.flows.get(file) ?? (await this.import(file));
    this.flows.set(file, flow);
    const answer = await this.api.post(`/flows/${flow}/run`, { input: { order, policy } });
    if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
    return answer.body.data.id as string;
  }

  async seen(runId: string): Promise<SeenRun> {
    return (await this.api.get(`/runs/${runId}`)).body.data as SeenRun;
  }

  /** The run, once it has ended. */
  async ended(runId: string): Promise<SeenRun> {
    return waitFor(
      async () => {
        const run = await this.seen(runId);
        return ['success', 'failed', 'cancelled', 'terminated'].includes(run.status) ? run : null;
      },
      { within: 60_000, what: `the end of run ${runId}` },
    );
  }

  private async import(file: string): Promise<string> {
    const answer = await this.api.post('/flows/import', readFileSync(join(HERE, 'flows', file), 'utf8'), {
      query: { publish: 'true' },
      headers: { 'content-type': 'application/json' },
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.data.flow.id as string;
  }
}

/** An order that nothing is wrong with, for something of its own that is on sale. */
export function anOrder(sku: string, fields: Partial<Order> = {}): Order {
  return {
    order_id: randomUUID(),
    customer: 'ada@example.com',
    items: [{ sku, quantity: 2 }],
    card: 'card_ok',
    address: { street: 'Main St 1', city: 'Vienna', country: 'AT' },
    ...fields,
  };
}
