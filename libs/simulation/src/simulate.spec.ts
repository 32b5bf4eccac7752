import { describe, expect, it } from 'vitest';
import { flow, node, outline, simulated } from '../test/a-simulation.js';

describe('a simulation of containers', () => {
  it('maps over items, in order, with names for item and index', async () => {
    const result = await simulated(
      flow(
        [
          node('m', 'map', { items: 'input', as: 'n', concurrency: 2 }),
          node('double', 'transform', { output: '{{ n * 2 + index }}' }, 'm'),
          node('e', 'end', { output: '{{ nodes.double.output }}' }, 'm'),
          node('out', 'end', { output: '{{ nodes.m.output }}' }),
        ],
        'double -> e',
        'm -> out',
      ),
      { input: [1, 2, 3] },
    );
    expect(result).toMatchObject({ status: 'success', output: [2, 5, 8], error: null });
    expect(outline(result)).toContain('m[2].double success');
    expect(outline(result)).toContain('m[2] success');
  });

  it('shows *** for what is masked, and decides by it all the same', async () => {
    const result = await simulated(
      flow(
        [
          node('m', 'map', { items: 'input' }),
          node('x', 'transform', { output: '{{ item & "-masked" }}', mask: true }, 'm'),
          node('is', 'condition', { expression: 'nodes.m.output[0].x = "a-masked"' }),
          node('yes', 'end', { output: 'yes' }),
          node('no', 'end', { output: 'no' }),
        ],
        'm -> is',
        'is:true -> yes',
        'is:false -> no',
      ),
      { input: ['a'] },
    );
    expect(result).toMatchObject({ status: 'success', output: 'yes' });
    const outputs = Object.fromEntries(result.steps.map(({ path, output }) => [path, output]));
    expect(outputs).toMatchObject({ m: '***', 'm[0]': '***', 'm[0].x': '***', yes: 'yes' });
    expect(JSON.stringify(result)).not.toContain('a-masked');
  });

  it('gives an empty list for an empty list', async () => {
    const result = await simulated(
      flow([node('m', 'map', { items: 'input' }), node('x', 'transform', { output: 1 }, 'm')]),
      { input: [] },
    );
    expect(result).toMatchObject({ status: 'success', output: { m: [] } });
  });

  it('loops with what the last turn gave, and pauses between turns', async () => {
    const result = await simulated(
      flow([
        node('l', 'loop', { until: 'previous.x >= 3', delay: '10s' }),
        node('x', 'transform', { output: '{{ iteration + 1 }}' }, 'l'),
      ]),
    );
    expect(result).toMatchObject({ status: 'success', output: { l: { x: 3 } }, duration_ms: 20_000 });
  });

  it('fails a loop that would go on for ever', async () => {
    const result = await simulated(
      flow([node('l', 'loop', { while: true, max_iterations: 5 }), node('x', 'transform', { output: 1 }, 'l')]),
    );
    expect(result).toMatchObject({ status: 'failed', error: { code: 'LOOP_LIMIT', path: 'l' } });
  });

  it('collects, drops or fails by an item that fails', async () => {
    const of = (onItemError: string) =>
      simulated(
        flow(
          [
            node('m', 'map', { items: 'input', on_item_error: onItemError }),
            node('c', 'condition', { expression: 'item = 2' }, 'm'),
            node('f', 'fail', { code: 'TWO', message: 'no twos' }, 'm'),
            node('ok', 'end', { output: '{{ item }}' }, 'm'),
          ],
          'c:true -> f',
          'c:false -> ok',
        ),
        { input: [1, 2, 3] },
      );
    expect((await of('collect')).output).toEqual({ m: [1, { error: { code: 'TWO', message: 'no twos' } }, 3] });
    expect((await of('drop')).output).toEqual({ m: [1, 3] });
    expect(await of('fail')).toMatchObject({ status: 'failed', error: { code: 'TWO', path: 'm[1].f' } });
  });

  it('tries, catches, undoes and cleans up', async () => {
    const result = await simulated(
      flow(
        [
          node('g', 'group'),
          node('pay', 'http', { method: 'POST', url: 'https://example.org/pay' }, 'g'),
          node('refund', 'http', { method: 'POST', url: 'https://example.org/refund/{{ nodes.pay.output.id }}' }, 'g'),
          node('ship', 'http', { method: 'POST', url: 'https://example.org/ship' }, 'g'),
          node('caught', 'transform', { output: '{{ nodes.g.error.code }}' }),
          node('clean', 'transform', { output: 'cleaned' }),
        ],
        'pay -> ship',
        'pay:compensate -> refund',
        'g:error -> caught',
        'g:finally -> clean',
      ),
      { mocks: { pay: { output: { id: 7 } }, ship: { error: { code: 'OUT_OF_STOCK' } } } },
    );
    expect(result).toMatchObject({ status: 'success', output: { caught: 'OUT_OF_STOCK', clean: 'cleaned' } });
    expect(result.steps.find(({ path }) => path === 'g.refund')).toMatchObject({
      status: 'success',
      input: { url: 'https://example.org/refund/7' },
    });
    expect(result.unmocked).toEqual(['refund']);
  });

  it('lets the first leaf win a race', async () => {
    const result = await simulated(
      flow([
        node('g', 'group', { race: true }),
        node('slow', 'delay', { duration: '2h' }, 'g'),
        node('fast', 'delay', { duration: '1h' }, 'g'),
      ]),
    );
    expect(result).toMatchObject({ status: 'success', output: { g: { fast: null } }, duration_ms: 3_600_000 });
    expect(outline(result)).toContain('g.slow cancelled');
  });

  it('keeps variables to their scope, and reads outward', async () => {
    const result = await simulated(
      flow(
        [
          node('a', 'assign', { variables: { x: 1 } }),
          node('m', 'map', { items: '[1, 2]' }),
          node('b', 'assign', { variables: { y: '{{ vars.x + item }}' } }, 'm'),
          node('g', 'group', {}, 'm'),
          node('c', 'end', { output: '{{ vars.y * 10 + nodes.a.output.x + index }}' }, 'g'),
          node('e', 'end', { output: '{{ [nodes.m.output, vars.y] }}' }),
        ],
        'a -> m',
        'b -> g',
        'm -> e',
      ),
    );
    expect(result.error).toBeNull();
    expect(result.output).toEqual([{ g: 21 }, { g: 32 }]);
  });

  it('ends a container whose time is up', async () => {
    const result = await simulated(
      flow(
        [
          node('g', 'group', { timeout: '1m' }),
          node('d', 'delay', { duration: '1h' }, 'g'),
          node('late', 'transform', { output: '{{ nodes.g.error.code }}' }),
        ],
        'g:error -> late',
      ),
    );
    expect(result).toMatchObject({ status: 'success', output: { late: 'NODE_TIMEOUT' }, duration_ms: 60_000 });
  });

  it('takes a mock for each attempt, with its delay, and the pauses between', async () => {
    const result = await simulated(
      flow(
        [
          node('a', 'http', {
            url: 'https://example.org',
            retry: { max_attempts: 2, initial_interval: '10s', jitter: 0 },
          }),
          node('l', 'transform', { output: '{{ nodes.a.output }}' }),
        ],
        'a -> l',
      ),
      {
        mocks: {
          a: [
            { error: { code: 'HTTP_STATUS', retryable: true }, delayMs: 1_000 },
            { output: 2, delayMs: 500 },
          ],
        },
      },
    );
    expect(result).toMatchObject({ status: 'success', output: { l: 2 }, duration_ms: 11_500 });
    expect(result.steps.map(({ path, attempt, status }) => [path, attempt, status])).toEqual([
      ['a', 1, 'failed'],
      ['a', 2, 'success'],
      ['l', 1, 'success'],
    ]);
  });

  it.each([
    ['http', { url: 'https://example.org' }],
    ['activity', { activity: 'charge', task_queue: 'payments' }],
  ])('ends a mock of %s that takes longer than the time-out of its node', async (type, data) => {
    const result = await simulated(flow([node('a', type, { ...data, timeout: '10s' })]), {
      mocks: { a: { output: 1, delayMs: 60_000 } },
    });
    expect(result).toMatchObject({ status: 'failed', error: { code: 'NODE_TIMEOUT' }, duration_ms: 10_000 });
  });
});
