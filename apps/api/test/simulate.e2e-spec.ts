import { describe, expect, it } from 'vitest';
import { useRunsScene } from './runs-scene.js';

const flow = {
  nodes: [
    { id: 'start', type: 'start', data: { input_schema: { type: 'object', required: ['orders'] } } },
    { id: 'each', type: 'map', data: { items: 'input.orders', as: 'order', on_item_error: 'collect' } },
    {
      id: 'charge',
      type: 'http',
      parentId: 'each',
      data: { method: 'POST', url: 'https://pay.example/{{ order }}', retry: { max_attempts: 2, jitter: 0 } },
    },
    { id: 'nap', type: 'delay', data: { duration: '30d' } },
    { id: 'end', type: 'end', data: { output: '{{ nodes.each.output }}' } },
  ],
  edges: [
    { id: '1', source: 'start', target: 'each' },
    { id: '2', source: 'each', target: 'nap' },
    { id: '3', source: 'nap', target: 'end' },
  ],
};

const DAYS = 86_400_000;

describe('POST /flows/:id/simulate', () => {
  const scene = useRunsScene();
  const simulate = async (body: unknown, definition: unknown = flow) =>
    scene().api.post(`/flows/${await scene().flow(definition)}/simulate`, body);

  it('says what a run would do, in no time, with mocks by path and by attempt', async () => {
    const { status, body } = await simulate({
      input: { orders: ['a', 'b'] },
      mocks: {
        charge: { output: { paid: true }, delay: '2s' },
        'each[1].charge': [{ error: { code: 'HTTP_STATUS', retryable: true } }, { error: { code: 'HTTP_STATUS' } }],
      },
      start_at: '2030-01-01T00:00:00Z',
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      status: 'success',
      output: [{ charge: { paid: true } }, { error: { code: 'HTTP_STATUS' } }],
      duration_ms: 30 * DAYS + 2_000,
      unmocked: [],
      waiting_for: [],
    });
    const charged = body.data.steps.filter(({ node_id }: { node_id: string }) => node_id === 'charge');
    expect(
      charged.map((step: { path: string; attempt: number; status: string }) => [step.path, step.attempt, step.status]),
    ).toEqual([
      ['each[0].charge', 1, 'success'],
      ['each[1].charge', 1, 'failed'],
      ['each[1].charge', 2, 'failed'],
    ]);
    expect(body.data.events[0]).toMatchObject({ seq: 1, type: 'run.started', at: '2030-01-01T00:00:00.000Z' });
  });

  it('takes a definition that is not saved, and a cancel', async () => {
    const definition = { nodes: [{ id: 'nap', type: 'delay', data: { duration: '1h' } }], edges: [] };
    const { body } = await simulate({ definition, cancel_after: '1m' });
    expect(body.data).toMatchObject({ status: 'cancelled', duration_ms: 60_000, error: { code: 'RUN_CANCELLED' } });
  });

  it.each([
    ['an input that the flow does not take', { input: {} }, 'RUN_INPUT_INVALID', 400],
    ['a time that is none', { start_at: '2030-W01-1' }, 'VALIDATION_FAILED', 400],
    ['mocks that are none', { mocks: { charge: { outptu: 1 } } }, 'VALIDATION_FAILED', 400],
    ['a definition with problems', { definition: { nodes: [], edges: [] } }, 'FLOW_HAS_PROBLEMS', 409],
    ['a version that there is not', { version: 7 }, 'FLOW_VERSION_NOT_FOUND', 404],
  ])('refuses %s', async (_, asked, code, status) => {
    const answer = await simulate({ input: { orders: [] }, ...asked });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('ends where a run would not', async () => {
    const nodes = [
      { id: 'again', type: 'loop', data: { while: true, max_iterations: 1_000_000 } },
      { id: 'x', type: 'transform', data: { output: 1 }, parentId: 'again' },
    ];
    const answer = await simulate({ definition: { nodes, edges: [] } });
    expect([answer.status, answer.body.error.code]).toEqual([422, 'SIMULATION_LIMIT']);
  });
});
