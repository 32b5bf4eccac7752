import { describe, expect, it } from 'vitest';
import type { Json } from '@app/definition';
import { RunAdmissionService } from '@app/runs';
import { TemporalClient } from '@app/temporal';
import type { EdgeSketch, NodeSketch } from '@app/testing';
import { aCountingServer } from './a-counting-server.js';
import { aWorker, type AWorker } from './a-worker.js';

const express = (settings: Record<string, Json> = {}): NodeSketch => ({
  id: 's',
  type: 'start',
  data: { settings: { type: 'express', ...settings } },
});
const call = (url: string, data: Record<string, Json> = {}): NodeSketch => ({
  id: 'h',
  type: 'http',
  data: { method: 'GET', url, ...data },
});
const chain = (worker: AWorker, ...nodes: readonly NodeSketch[]): Promise<string> =>
  worker.aFlow(
    nodes,
    nodes.slice(1).map(({ id }, at): EdgeSketch => [nodes[at]!.id, id]),
  );

async function status(worker: AWorker, runId: string, expected: string): Promise<void> {
  await expect.poll(() => worker.run(runId), { timeout: 30_000 }).toMatchObject({ status: expected });
}

async function carrier(worker: AWorker, runId: string): Promise<string | null> {
  const [row] = await worker.sql.query<{ id: string | null }>(
    { text: 'select temporal_workflow_id as id from runs where id = $1' },
    [runId],
  );
  return row!.id;
}

/** Does something with the workflow that carries the run, whichever that is. */
async function workflowOf(worker: AWorker, runId: string) {
  const id = await carrier(worker, runId);
  return worker.app.get(TemporalClient).call(async (client) => client.workflow.getHandle(id!));
}

/** Runs whose input has `key` are inserted with these columns, as if others had left them so. */
const leftAs = (worker: AWorker, key: string, columns: string) =>
  worker.sql.query({
    text: `
create function left_as() returns trigger language plpgsql as $$ begin
  if new.input->>'${key}' is not null then ${columns} end if;
  return new;
end $$;
create trigger left_as before insert on runs for each row execute function left_as()`,
  });

describe('express runs', { timeout: 60_000 }, () => {
  it('end once each, and share few workflows', async () => {
    const worker = await aWorker();
    const flow = await chain(worker, express(), { id: 'e', type: 'end', data: { output: '{{ input.n * 2 }}' } });
    await worker.start(flow, { n: 0 });
    const started = await Promise.all(
      Array.from({ length: 199 }, (_, n) =>
        worker.app.get(RunAdmissionService).start({ flowId: flow, input: { n }, trigger: 'api' }),
      ),
    );
    expect(started.map(({ temporalWorkflowId }) => temporalWorkflowId)).toEqual(started.map(() => null));
    const count = { text: `select count(*)::int as ended from runs where status = 'success'` };
    await expect.poll(() => worker.sql.query(count), { timeout: 30_000 }).toEqual([{ ended: 200 }]);
    const [seen] = await worker.sql.query({
      text: `select (select count(*)::int from run_events where type = 'run.succeeded') as ends,
        count(*) filter (where (output::text)::int = 2 * (input->>'n')::int)::int as right,
        count(distinct temporal_workflow_id) < 60 as shared, bool_and(temporal_workflow_id like 'express-%') as batched
      from runs`,
    });
    expect(seen).toEqual({ ends: 200, right: 200, shared: true, batched: true });
    const workflow = await workflowOf(worker, started[0]!.id);
    await expect.poll(async () => (await workflow.describe()).status.name).toBe('COMPLETED');
  });

  it('keep to the limit of their key, as others do', async () => {
    const worker = await aWorker();
    const server = await aCountingServer();
    const flow = await chain(worker, express({ concurrency: { limit: 1 } }), call(`${server.url}/x?ms=20`));
    const runs = await Promise.all(Array.from({ length: 5 }, () => worker.start(flow)));
    for (const runId of runs) await status(worker, runId, 'success');
    const overlaps = `select a.id from runs a join runs b on a.id < b.id and a.started_at < b.finished_at and b.started_at < a.finished_at`;
    expect(await worker.sql.query({ text: overlaps })).toEqual([]);
    expect(server.calls.get('/x')).toBe(5);
  });

  it('may be what a sub-flow runs', async () => {
    const worker = await aWorker();
    const child = await chain(worker, express(), { id: 'e', type: 'end', data: { output: '{{ input.n + 1 }}' } });
    const data = { flow: child, version: 1, input: { n: 41 } };
    const runId = await worker.start(await worker.aFlow([{ id: 'c', type: 'subflow', data }], []));
    await status(worker, runId, 'success');
    expect(await worker.run(runId)).toMatchObject({ output: { c: 42 } });
    const children = `select temporal_workflow_id like 'express-%' as batched, status from runs where parent_run_id = $1`;
    expect(await worker.sql.query({ text: children }, [runId])).toEqual([{ batched: true, status: 'success' }]);
  });

  it('end at their time-out', async () => {
    const worker = await aWorker();
    const server = await aCountingServer();
    server.hold('/x');
    const runId = await worker.start(await chain(worker, express({ timeout: '1s' }), call(`${server.url}/x`)));
    await status(worker, runId, 'failed');
    expect(await worker.run(runId)).toMatchObject({ error: { code: 'RUN_TIMEOUT' } });
  });
});

describe('of the express runs of a batch', { timeout: 60_000 }, () => {
  it('a slow one holds no other back, and is cancelled alone', async () => {
    const worker = await aWorker();
    const server = await aCountingServer();
    server.hold('/slow');
    const flow = await chain(worker, express(), call(`${server.url}/{{ input.path }}`));
    const runs = await Promise.all(['slow', 'a', 'b', 'c'].map((path) => worker.start(flow, { path })));
    for (const runId of runs.slice(1)) await status(worker, runId, 'success');
    await expect.poll(() => server.calls.get('/slow')).toBe(1);
    await worker.cancel(runs[0]!);
    await status(worker, runs[0]!, 'cancelled');
    await expect.poll(() => server.gone()).toBe(1);
  });

  it('one that has to wait long goes on in a workflow of its own, and is woken there', async () => {
    const worker = await aWorker();
    await worker.sql.query({
      text: `alter table run_inbox alter created_at set default now() + interval '1 hour'`,
    });
    const data = { retry: { max_attempts: 3, initial_interval: '1h' } };
    const runId = await worker.start(await chain(worker, express(), call('http://127.0.0.1:9/', data)));
    await expect.poll(() => carrier(worker, runId)).toBe(`run-${runId}`);
    await expect.poll(() => worker.workflowStatus(runId).catch(() => '')).toBe('RUNNING');
    await status(worker, runId, 'waiting');
    await worker.cancel(runId);
    await status(worker, runId, 'cancelled');
  });

  it('one that can never go on fails alone', async () => {
    const worker = await aWorker();
    await leftAs(worker, 'poison', `new.state := '{"version":99}'; new.state_seq := 1;`);
    const flow = await chain(worker, express(), { id: 'e', type: 'end', data: { output: 'well' } });
    const inputs = Array.from({ length: 20 }, (_, n): Json => (n === 7 ? { poison: true } : {}));
    const runs = await Promise.all(inputs.map((input) => worker.start(flow, input)));
    for (const [n, runId] of runs.entries()) await status(worker, runId, n === 7 ? 'failed' : 'success');
    expect(await worker.run(runs[7]!)).toMatchObject({ error: { code: 'RUN_BROKEN' } });
    expect(await carrier(worker, runs[7]!)).toMatch(/^express-/);
  });
});

describe('a batch of express runs', { timeout: 60_000 }, () => {
  async function aBatchUnderWay(data: Record<string, Json> = {}) {
    const worker = await aWorker();
    const server = await aCountingServer();
    server.hold('/x');
    const runId = await worker.start(await chain(worker, express(), call(`${server.url}/x`, data)));
    await expect.poll(() => server.calls.get('/x')).toBe(1);
    return { worker, runId };
  }

  it('takes its open runs with it when an operator terminates it, also those that were about to leave it', async () => {
    const retry = { max_attempts: 9, initial_interval: '1h' };
    const { worker, runId } = await aBatchUnderWay({ timeout: '3s', retry });
    await (await workflowOf(worker, runId)).terminate('by the operator');
    await status(worker, runId, 'terminated');
    expect(await worker.run(runId)).toMatchObject({ error: { code: 'RUN_TERMINATED' } });
  });

  it('cancels its open runs when an operator cancels it', async () => {
    const { worker, runId } = await aBatchUnderWay();
    const workflow = await workflowOf(worker, runId);
    await workflow.cancel();
    await status(worker, runId, 'cancelled');
    await expect.poll(async () => (await workflow.describe()).status.name).toBe('CANCELLED');
  });

  it('is started again when it is gone from Temporal', async () => {
    const worker = await aWorker();
    const gone = `new.status := 'running'; new.claimed_by := 'gone'; new.temporal_workflow_id := 'express-' || new.id;`;
    await leftAs(worker, 'gone', gone);
    const flow = await chain(worker, express(), { id: 'e', type: 'end', data: { output: 'well' } });
    const runId = await worker.start(flow, { gone: true });
    await status(worker, runId, 'success');
    const workflow = await workflowOf(worker, runId);
    await expect.poll(async () => (await workflow.describe()).status.name).toBe('COMPLETED');
  });
});
