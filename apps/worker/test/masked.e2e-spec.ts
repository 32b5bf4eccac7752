import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { aDefinition, ApiClient, type EdgeSketch, type NodeSketch, waitFor } from '@app/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ASystem } from './a-system.js';

const KEY = () => randomBytes(32).toString('base64');
/** None of them is in a definition or an input. */
const SECRETS = { http: 'http-5e1fa9c0', event: 'event-77b2d4e1', form: 'form-0c9d8e7f', comment: 'comment-3a4b5c6d' };

/** Answers every call with a secret. */
async function aSecretServer(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token: SECRETS.http }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const mask = true;
const wait: NodeSketch = { id: 'wait', type: 'wait', data: { event: 'paid', mask } };
const ask: NodeSketch = {
  id: 'ask',
  type: 'approval',
  data: { title: 'Pay?', form_schema: { type: 'object', properties: { pin: { type: 'string' } } }, mask },
};
const http = (url: string): NodeSketch => ({ id: 'http', type: 'http', data: { url, mask } });

async function scene() {
  const system = await ASystem.start([], { ENCRYPTION_KEYS: `k1:${KEY()}` });
  const worker = await system.worker();
  const api = new ApiClient(system.api.url);
  const make = async (slug: string, nodes: readonly NodeSketch[], edges?: readonly EdgeSketch[]) => {
    const made = await api.post('/flows', { name: slug, slug, definition: aDefinition(nodes, edges) });
    expect([made.status, made.body.data.problems]).toEqual([201, []]);
    const published = await api.post(`/flows/${made.body.data.id}/publish`);
    expect(published).toMatchObject({ status: 200 });
    return made.body.data.id as string;
  };
  const waitsFor = (runId: string, type: string) =>
    waitFor(
      async () => {
        const { waiting_for } = (await api.get(`/runs/${runId}`)).body.data;
        return waiting_for.find((each: { type: string }) => each.type === type) ?? null;
      },
      { what: `a run that waits for ${type}` },
    );
  return { system, worker, api, make, waitsFor };
}

describe('masked outputs', () => {
  it('are *** wherever the API shows them, simulations too, and in no table and no log', async () => {
    const { system, worker, api, make, waitsFor } = await scene();
    const child = await make('child', [
      http(await aSecretServer()),
      { id: 'end', type: 'end', data: { output: '{{ nodes.http.output.body.token }}', mask } },
    ]);
    const flow = await make(
      'parent',
      [
        wait,
        ask,
        http(await aSecretServer()),
        { id: 'call', type: 'subflow', data: { flow: 'child' } },
        { id: 'log', type: 'log', data: { message: 'all is well' } },
        {
          id: 'end',
          type: 'end',
          data: { output: '{{ [nodes.wait.output.pin, nodes.ask.output.form.pin, nodes.call.output] }}', mask },
        },
      ],
      [
        ['wait', 'ask', 'received'],
        ['ask', 'http', 'approved'],
        ['http', 'call'],
        ['call', 'log'],
        ['log', 'end'],
      ],
    );
    const runId = await system.run(flow);
    await waitsFor(runId, 'event');
    expect(await api.post(`/runs/${runId}/events`, { name: 'paid', payload: { pin: SECRETS.event } })).toMatchObject({
      status: 202,
    });
    const { approval_id: task } = await waitsFor(runId, 'approval');
    const vote = { by: 'ada', comment: SECRETS.comment, form: { pin: SECRETS.form } };
    const voted = await api.post(`/approvals/${task}/approve`, vote);
    expect(voted.body.data.votes).toMatchObject([{ by: 'ada', comment: '***', form: '***' }]);
    await system.ended(runId);

    const views = ['', '/steps', '/events', '/log'].map((view) => `/runs/${runId}${view}`);
    const children = (await api.get('/runs')).body.data.map(({ id }: { id: string }) => `/runs/${id}/steps`);
    const answers = [];
    for (const view of [...views, ...children, '/runs', '/approvals?status=approved', `/approvals/${task}`])
      answers.push((await api.get(view)).body);
    expect(answers[0]).toMatchObject({ data: { status: 'success', output: '***' } });
    const steps = Object.fromEntries(
      answers[1]!.data.map(({ path, output }: { path: string; output: unknown }) => [path, output]),
    );
    expect(steps).toMatchObject({
      wait: '***',
      ask: '***',
      http: '***',
      call: '***',
      end: '***',
      log: { message: 'all is well' },
    });
    const mocks = { http: [{ output: { body: { token: SECRETS.http } } }] };
    const simulated = (await api.post(`/flows/${child}/simulate`, { mocks })).body;
    expect(simulated).toMatchObject({ data: { status: 'success', output: '***' } });
    answers.push(simulated);
    const places = [JSON.stringify(answers), ...system.api.logs, ...worker.logs, ...(await everyRow(system))];
    const shown = Object.values(SECRETS).filter((secret) => places.some((place) => place.includes(secret)));
    expect(shown).toEqual([]);
  });

  it('are refused where there is no key, and nothing that is to be masked is taken', async () => {
    const { system, make, waitsFor } = await scene();
    const flow = await make('keyless', [wait, ask], [['wait', 'ask', 'received']]);
    const [first, second] = [await system.run(flow), await system.run(flow)];
    await waitsFor(first, 'event');
    await waitsFor(second, 'event');
    await new ApiClient(system.api.url).post(`/runs/${second}/events`, { name: 'paid' });
    const { approval_id: task } = await waitsFor(second, 'approval');
    const without = new ApiClient((await system.oneMoreApi({ ENCRYPTION_KEYS: '' })).url);
    const problem = { code: 'MASK_WITHOUT_KEY', path: 'definition.nodes[0].data.mask' };
    const refused = { status: 409, body: { error: { code: 'FLOW_HAS_PROBLEMS', details: [problem, {}] } } };
    expect(await without.post(`/flows/${flow}/publish`)).toMatchObject(refused);
    expect(await without.post(`/flows/${flow}/run`, {})).toMatchObject(refused);
    const missing = { status: 503, body: { error: { code: 'ENCRYPTION_KEY_MISSING' } } };
    const event = { name: 'paid', payload: SECRETS.event };
    expect(await without.post(`/runs/${first}/events`, event)).toMatchObject(missing);
    expect(await without.post('/events', event)).toMatchObject(missing);
    expect(await without.post(`/approvals/${task}/approve`, { by: 'ada', form: {} })).toMatchObject(missing);
    expect((await everyRow(system)).filter((row) => row.includes(SECRETS.event))).toEqual([]);
  });
});

/** Every row of every table. */
async function everyRow(system: ASystem): Promise<string[]> {
  const tables = await system.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows: string[] = [];
  for (const { name } of tables)
    rows.push(
      ...(await system.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`)).map(
        ({ row }) => row,
      ),
    );
  return rows;
}
