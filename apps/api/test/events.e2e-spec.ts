import { describe, expect, it } from 'vitest';
import { useWaitingSystem } from './waiting-system.js';

const system = useWaitingSystem();

const wait = (data: object) => ({ id: 'wait', type: 'wait', data: { event: 'paid', ...data } });
const end = (output: unknown) => ({ id: 'end', type: 'end', data: { output } as never });
const OUTPUT = end('{{ nodes.wait.output }}');
const EITHER_WAY: [string, string, string][] = [
  ['wait', 'came', 'received'],
  ['wait', 'over', 'timeout'],
];
const eitherWay = (data: object) =>
  [
    wait(data),
    { id: 'came', type: 'transform', data: { output: 'came' } },
    { id: 'over', type: 'transform', data: { output: 'over' } },
  ] as const;

describe('POST /runs/:id/events', () => {
  it('gives a run that waits for it its payload', async () => {
    const { waiting, send, ended, waitsFor } = system();
    const runId = await waiting([wait({}), OUTPUT]);
    expect(await waitsFor(runId)).toMatchObject([
      { type: 'event', path: 'wait', event: 'paid', approval_id: null, title: null },
    ]);
    const answer = await send(runId, { name: 'paid', payload: { amount: 7 } });
    expect([answer.status, answer.body.data]).toEqual([202, { accepted: true, duplicate: false }]);
    expect(await ended(runId)).toMatchObject({ status: 'success', output: { amount: 7 }, waiting_for: [] });
  });

  it('keeps what comes before its node is reached, in the order of sending', async () => {
    const { run, send, ended } = system();
    const nodes = [
      { id: 'ready', type: 'wait', data: { event: 'go' } },
      wait({}),
      { id: 'second', type: 'wait', data: { event: 'paid' } },
      end(['{{ nodes.wait.output }}', '{{ nodes.second.output }}']),
    ];
    const runId = await run(nodes);
    for (const payload of ['first', 'second', 'third']) await send(runId, { name: 'paid', payload });
    await send(runId, { name: 'go' });
    expect(await ended(runId)).toMatchObject({ status: 'success', output: ['first', 'second'] });
  });

  it('takes the oldest that matches, and leaves the others to who comes later', async () => {
    const { waiting, send, ended } = system();
    const nodes = [
      wait({ match: 'event.payload.order = input.order and event.id = "e-2"' }),
      { id: 'rest', type: 'wait', data: { event: 'paid' } },
      end(['{{ nodes.wait.output }}', '{{ nodes.rest.output }}']),
    ];
    const runId = await waiting(nodes, { input: { order: 7 } });
    await send(runId, { name: 'paid', payload: { order: 8 }, id: 'e-1' });
    await send(runId, { name: 'paid', payload: { order: 7 }, id: 'e-2' });
    expect(await ended(runId)).toMatchObject({ status: 'success', output: [{ order: 7 }, { order: 8 }] });
  });

  it('sees in `match` all that the node sees, large outputs too', async () => {
    const { waiting, send, ended } = system();
    const large = {
      id: 'large',
      type: 'transform',
      data: { output: { order: 7, rest: '{{ $pad("", 100000, "x") }}' } },
    };
    const runId = await waiting([large, wait({ match: 'event.payload.order = nodes.large.output.order' }), OUTPUT]);
    await send(runId, { name: 'paid', payload: { order: 7 } });
    expect(await ended(runId)).toMatchObject({ status: 'success', output: { order: 7 } });
  });

  it('fails a node whose `match` cannot be evaluated', async () => {
    const { waiting, send, ended } = system();
    const runId = await waiting([wait({ match: '1 + event.payload' }), OUTPUT]);
    await send(runId, { name: 'paid', payload: 'x' });
    expect(await ended(runId)).toMatchObject({ status: 'failed', error: { code: 'EXPRESSION_FAILED', path: 'wait' } });
  });

  it('takes one id once', async () => {
    const { waiting, send, ended } = system();
    const two = [wait({}), { id: 'second', type: 'wait', data: { event: 'paid' } }, end('{{ nodes.second.output }}')];
    const runId = await waiting(two);
    await send(runId, { name: 'paid', payload: 1, id: 'same' });
    const again = await send(runId, { name: 'paid', payload: 2, id: 'same' });
    expect([again.status, again.body.data]).toEqual([202, { accepted: false, duplicate: true }]);
    await send(runId, { name: 'paid', payload: 3 });
    expect(await ended(runId)).toMatchObject({ output: 3 });
  });

  it('refuses what no node waits for, and a payload that is not what they ask for', async () => {
    const { waiting, send, ended } = system();
    const schema = { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } };
    const runId = await waiting([wait({ schema }), OUTPUT]);
    const unknown = await send(runId, { name: 'payed' });
    expect([unknown.status, unknown.body.error]).toMatchObject([
      400,
      { code: 'EVENT_UNKNOWN', message: expect.stringContaining('"paid"') },
    ]);
    const invalid = await send(runId, { name: 'paid', payload: { amount: '7' } });
    expect([invalid.status, invalid.body.error]).toMatchObject([
      400,
      { code: 'EVENT_INVALID', details: [{ path: 'payload.amount', message: 'must be number' }] },
    ]);
    await send(runId, { name: 'paid', payload: { amount: 7 } });
    expect(await ended(runId)).toMatchObject({ output: { amount: 7 } });
  });

  it('goes the other way when the time is over', async () => {
    const { run, flow, ended } = system();
    const runId = await run(await flow(eitherWay({ timeout: '300ms' }), EITHER_WAY));
    const ends = await ended(runId);
    expect([ends.output, ends.waiting_for]).toEqual([{ over: 'over' }, []]);
    expect(ends.steps).toMatchObject([{ path: 'wait', status: 'success', output: null }, {}, {}]);
  });

  it('is no longer waited for by a run that was cancelled', async () => {
    const { waiting, send, ended } = system();
    const runId = await waiting([wait({}), OUTPUT]);
    await system().api.post(`/runs/${runId}/cancel`);
    expect(await ended(runId)).toMatchObject({ status: 'cancelled', waiting_for: [] });
    expect(await send(runId, { name: 'paid' })).toMatchObject({ status: 409, body: { error: { code: 'RUN_ENDED' } } });
  });
});

describe('POST /events', () => {
  const publish = (event: object) => system().api.post('/events', event);

  it('reaches all runs that wait for its name, and goes on with those that it matches', async () => {
    const { waiting, flow, ended, send } = system();
    const flowId = await flow([wait({ event: 'stock', match: 'event.payload.sku = input.sku' }), OUTPUT]);
    const lamps = [
      await waiting(flowId, { input: { sku: 'lamp' } }),
      await waiting(flowId, { input: { sku: 'lamp' } }),
    ];
    const desk = await waiting(flowId, { input: { sku: 'desk' } });
    const other = await waiting([wait({})]);
    const answer = await publish({ name: 'stock', payload: { sku: 'lamp' } });
    expect([answer.status, answer.body.data]).toEqual([202, { sent: 3, duplicates: 0, refused: 0 }]);
    for (const runId of lamps) expect(await ended(runId)).toMatchObject({ status: 'success', output: { sku: 'lamp' } });
    await send(desk, { name: 'stock', payload: { sku: 'desk' } });
    expect(await ended(desk)).toMatchObject({ output: { sku: 'desk' } });
    expect((await system().waitsFor(other))[0]).toMatchObject({ event: 'paid' });
  });

  it('is kept by none that did not wait, or that it did not match', async () => {
    const { waiting, send, ended } = system();
    const nodes = [
      wait({ event: 'price', match: 'event.payload = 1' }),
      { id: 'second', type: 'wait', data: { event: 'price' } },
      end('{{ nodes.second.output }}'),
    ];
    expect((await publish({ name: 'price', payload: 'too early' })).body.data.sent).toBe(0);
    const runId = await waiting(nodes);
    expect((await publish({ name: 'price', payload: 2 })).body.data.sent).toBe(1);
    await send(runId, { name: 'price', payload: 1 });
    await send(runId, { name: 'price', payload: 3 });
    expect(await ended(runId)).toMatchObject({ output: 3 });
  });

  it('refuses a body that is none', async () => {
    for (const body of [{}, { name: '' }, { name: 'x', more: 1 }, { name: 'x', id: '' }])
      expect(await publish(body)).toMatchObject({ status: 400, body: { error: { code: 'VALIDATION_FAILED' } } });
  });
});
