import type { Json, JsonObject } from '@app/definition';
import { type ApiAnswer, ApiClient, type EdgeSketch, type NodeSketch, waitFor } from '@app/testing';
import { expect, it } from 'vitest';
import { aCountingServer } from './a-counting-server.js';
import { aForeignWorker } from './a-foreign-worker.js';
import { ASystem } from './a-system.js';
import { type FlowAlike, flowsAlike } from './flows-alike.js';

interface Step {
  readonly path: string;
  readonly attempt: number;
  readonly node_id: string;
  readonly type: string;
  readonly status: string;
  readonly input: Json;
  readonly output: Json;
  readonly error: JsonObject | null;
  readonly started_at: string;
  readonly finished_at: string;
}
interface Ran {
  readonly status: string;
  readonly output: Json;
  readonly error: Json;
  readonly steps: readonly Step[];
  readonly events: readonly { readonly type: string; readonly path: string | null }[];
}

/** Types whose work is outside: what came of it there is what the simulator is given. */
const OUTSIDE = new Set(['http', 'code', 'activity', 'subflow', 'wait', 'approval']);
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Each attempt that was made outside, as a mock: how it ended, and how long it took. */
function mocksOf(steps: readonly Step[]): JsonObject {
  const ended = steps.filter(({ status }) => status === 'success' || status === 'failed');
  const made = ended.filter(({ type }) => OUTSIDE.has(type)).toSorted((a, b) => a.attempt - b.attempt);
  const mocks: Record<string, Json[]> = {};
  for (const { path, attempt, type, status, output, error, started_at, finished_at } of made) {
    const delay = `PT${(Date.parse(finished_at) - Date.parse(started_at)) / 1000}S`;
    const retryable = made.some((step) => step.path === path && step.attempt > attempt);
    const came: JsonObject = status === 'success' ? { output } : { error: { ...error, retryable } };
    const decision = (output as JsonObject | null)?.['decision'];
    (mocks[path] ??= []).push(type === 'approval' ? { handle: decision ?? null, delay } : { ...came, delay });
  }
  return mocks;
}

/** What is to be the same: everything but ids, times, and the order of what happens side by side. */
function told({ status, output, error, steps, events }: Ran): Json {
  const seen = steps.map(({ path, attempt, type, status: how, input, output: gave, error: why }) => ({
    at: `${path} ${attempt}`,
    step: [type, how, input, type === 'approval' ? null : gave, why],
  }));
  const happened = events.filter(({ type }) => type !== 'run.created').map(({ type, path }) => `${type} ${path}`);
  const inOrder = seen.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const all = { status, output, error, steps: inOrder, events: happened.toSorted() };
  return JSON.parse(JSON.stringify(all).replaceAll(ID, 'an id')) as Json;
}

async function scene() {
  const system = await ASystem.start();
  const api = new ApiClient(system.api.url);
  await system.worker();
  const { taskQueue } = await aForeignWorker();
  const child = await system.flow([{ id: 'end', type: 'end', data: { output: '{{ input.n * 2 }}' } }]);
  await api.post(`/flows/${child}/publish`);
  const flow = (nodes: readonly NodeSketch[], edges: readonly EdgeSketch[]) => system.flow(nodes, edges);
  return { system, api, flow, flows: flowsAlike((await aCountingServer()).url, taskQueue, child) };
}

async function accepted<T>(answer: Promise<ApiAnswer>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body.data as T;
}

/** A run through API, worker and Temporal. */
async function really(api: ApiClient, flowId: string, { input = {}, event, decision }: FlowAlike): Promise<Ran> {
  const { id } = await accepted<{ id: string }>(api.post(`/flows/${flowId}/run`, { input }));
  if (event !== undefined) await accepted(api.post(`/runs/${id}/events`, event));
  if (decision !== undefined) {
    const task = await waitFor(async () => {
      const { body } = await api.get('/approvals', { query: { status: 'pending' } });
      return (body.data as { id: string; run_id: string }[]).find(({ run_id }) => run_id === id) ?? null;
    });
    await accepted(api.post(`/approvals/${task.id}/${decision}`, { by: 'ada' }));
  }
  const run = await waitFor(async () => {
    const { data } = (await api.get(`/runs/${id}`)).body;
    return data.finished_at === null ? null : data;
  });
  const all = async (of: string) => (await api.get(`/runs/${id}/${of}`, { query: { per_page: 100 } })).body.data;
  return { ...run, steps: await all('steps'), events: await all('events') };
}

it('the simulator, told what came from outside, says of a flow what its run through all servers was', async () => {
  const { api, flow, flows } = await scene();
  for (const [name, alike] of Object.entries(flows)) {
    const id = await flow(alike.nodes, alike.edges);
    const ran = await really(api, id, alike);
    const asked = { input: alike.input ?? {}, mocks: mocksOf(ran.steps) };
    const simulated = await accepted<Ran>(api.post(`/flows/${id}/simulate`, asked));
    expect([name, told(simulated)]).toEqual([name, told(ran)]);
  }
});
