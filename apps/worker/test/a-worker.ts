import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { readConfig } from '@app/config';
import { Sql } from '@app/database';
import type { Json } from '@app/definition';
import { RunAdmissionService, RunCancelService, RunsModule } from '@app/runs';
import { installRuntime, runWorkflowId, TemporalClient } from '@app/temporal';
import { aDefinition, createDatabase, type EdgeSketch, type NodeSketch, temporalAddress } from '@app/testing';
import { TemporalHost } from '../src/temporal/temporal-host.js';
import { WorkerModule } from '../src/worker.module.js';

const silent = (): void => undefined;
await installRuntime({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });

/** Runs as tests look at them. */
export interface RunRow {
  readonly status: string;
  readonly output: Json;
  readonly error: { readonly code: string } | null;
}

/** A database of the test's own; it goes when the test has ended. */
export async function aDatabase(): Promise<string> {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** A worker in this process, on a database and a task queue of its own; it is stopped after the test. */
export async function aWorker(env: Record<string, string> = {}): Promise<AWorker> {
  const config = readConfig({
    DATABASE_URL: env.DATABASE_URL ?? (await aDatabase()),
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE: randomUUID(),
    HTTP_NODE_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'silent',
    WORKER_HEALTH_PORT: '0',
    WORKER_RECONCILE_INTERVAL: '500ms',
    SHUTDOWN_GRACE: '5s',
    ...env,
  });
  class TestModule {}
  Module({ imports: [WorkerModule.forRoot(config), RunsModule] })(TestModule);
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
  const worker = new AWorker(app);
  onTestFinished(() => worker.stop());
  return worker;
}

/** A worker under test, and what a client would do with it. */
export class AWorker {
  readonly sql: Sql;
  private readonly running: Promise<void>;

  constructor(readonly app: INestApplicationContext) {
    this.sql = app.get(Sql);
    this.running = app.get(TemporalHost).run();
  }

  get host(): TemporalHost {
    return this.app.get(TemporalHost);
  }

  /** Saves a flow; resolves to its id. */
  async aFlow(nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[]): Promise<string> {
    const [row] = await this.sql.query<{ id: string }>(
      {
        text: `with flow as (
          insert into flows (organization_id, name, slug, definition_json) select id, 'test', $1, $2 from organizations returning *
        ) insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
          select organization_id, id, version, definition_json, '' from flow returning flow_id as id`,
      },
      [randomUUID(), JSON.stringify(aDefinition(nodes, edges))],
    );
    return row!.id;
  }

  /** Starts a run; resolves to its id. */
  async start(flowId: string, input: Json = {}): Promise<string> {
    return (await this.app.get(RunAdmissionService).start({ flowId, input, trigger: 'api' })).id;
  }

  async cancel(runId: string): Promise<void> {
    await this.app.get(RunCancelService).cancel(runId, 'test');
  }

  async run(runId: string): Promise<RunRow> {
    const [row] = await this.sql.query<RunRow>({ text: 'select status, output, error from runs where id = $1' }, [
      runId,
    ]);
    return row!;
  }

  /** Does something with the run's workflow. */
  workflow<T>(runId: string, calls: (workflow: WorkflowHandle) => Promise<T>): Promise<T> {
    return this.app.get(TemporalClient).call((client) => calls(client.workflow.getHandle(runWorkflowId(runId))));
  }

  async workflowStatus(runId: string): Promise<string> {
    return (await this.workflow(runId, (workflow) => workflow.describe())).status.name;
  }

  async history(runId: string) {
    return (await this.workflow(runId, (workflow) => workflow.fetchHistory())).events ?? [];
  }

  async eventTypes(runId: string): Promise<readonly string[]> {
    const json = historyToJSON(await this.workflow(runId, (workflow) => workflow.fetchHistory()));
    return (JSON.parse(json) as { events: { eventType: string }[] }).events.map(({ eventType }) => eventType);
  }

  /** As if Temporal's database had been lost. */
  async deleteWorkflow(runId: string): Promise<void> {
    const workflowExecution = { workflowId: runWorkflowId(runId) };
    await this.app
      .get(TemporalClient)
      .call((client) => client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution }));
  }

  async stop(): Promise<void> {
    await this.host.stop();
    await this.running;
    await this.app.close();
  }
}
