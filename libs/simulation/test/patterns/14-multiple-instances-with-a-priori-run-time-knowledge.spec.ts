import { describe, expect, it } from 'vitest';
import { flow, node, outline, simulated } from '../a-simulation.js';
import { lasting, sound, story, task } from './a-pattern.js';

const definition = flow(
  [
    task('count'),
    node('parts', 'map', { items: 'nodes.count.output', as: 'part', concurrency: 100 }),
    task('check', { arguments: ['{{ part }}'] }, 'parts'),
    task('assemble'),
  ],
  'count -> parts',
  'parts -> assemble',
);

describe('14 Multiple Instances with a Priori Run-Time Knowledge: as many as a task before has found, joined', () => {
  it.each([0, 1, 2, 25])('runs %j side by side and goes on after the last', async (count) => {
    const parts = Array.from({ length: count }, (_, n) => `part ${n}`);
    const mocks = {
      count: { output: parts },
      ...lasting(Object.fromEntries(parts.map((_, n) => [`parts[${n}].check`, count - n]))),
    };
    const result = await simulated(sound(definition), { mocks });
    const checks = story(result, 'check');
    expect(checks.slice(0, count)).toEqual(parts.map((_, n) => `0s parts[${n}].check starts`));
    expect(checks.slice(count)).toEqual(parts.map((_, n) => `${n + 1}s parts[${count - n - 1}].check ends`));
    expect(story(result, 'assemble')).toEqual([`${count}s assemble starts`, `${count}s assemble ends`]);
    expect(result.status).toBe('success');
  });

  it('runs each with its own item', async () => {
    const result = await simulated(sound(definition), { mocks: { count: { output: ['a', 'b'] } } });
    const checks = result.steps.filter(({ nodeId }) => nodeId === 'check');
    expect(checks.map(({ input }) => input)).toMatchObject([{ arguments: ['a'] }, { arguments: ['b'] }]);
    expect(outline(result)).toContain('parts success');
  });
});
