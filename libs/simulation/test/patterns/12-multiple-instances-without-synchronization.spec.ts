import { describe, expect, it } from 'vitest';
import { flow, node, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    node('each', 'map', { items: 'input', concurrency: 1 }),
    node('fine', 'subflow', { flow: 'fine-a-driver', input: '{{ item }}', wait: false }, 'each'),
    task('next'),
  ],
  'each -> next',
);
const input = ['ada', 'grace', 'alan'];
const mocks = lasting({ fine: 3_600, next: 1 });

describe('12 Multiple Instances without Synchronization: any number begin, and nobody waits for them', () => {
  it('begins one for each item, and goes on at once', async () => {
    const result = await simulated(sound(definition), { input, mocks });
    expect(story(result, 'fine', 'next')).toEqual([
      ...input.flatMap((_, n) => [`0s each[${n}].fine starts`, `0s each[${n}].fine ends`]),
      '0s next starts',
      '1s next ends',
    ]);
    expect(result).toMatchObject({ status: 'success', duration_ms: 1_000 });
  });

  it('makes each a run of its own, with its own item', async () => {
    const { steps } = await simulated(sound(definition), { input, mocks });
    const started = steps.filter(({ nodeId }) => nodeId === 'fine');
    expect(started.map((step) => [step.path, step.input, step.output])).toMatchObject(
      input.map((item, n) => [`each[${n}].fine`, { input: item }, { run_id: expect.any(String) as string }]),
    );
  });

  it('would wait for them if it were told to', async () => {
    const nodes = definition.nodes.map((each) =>
      each.id === 'fine' ? { ...each, data: { ...each.data, wait: true } } : each,
    );
    const result = await simulated(sound({ ...definition, nodes }), { input, mocks });
    expect(story(result, 'next')[0]).toBe('10800s next starts');
  });
});
