import { validate, type JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { createExecutor, nodeTypes } from '../index.js';

const call = (data: JsonObject) =>
  createExecutor({ ownTaskQueue: 'millrace' }).call(
    planNode('workflow', { workflow: 'orderWorkflow', task_queue: 'orders', ...data }),
    aScope({ input: { id: 7 } }),
    AT,
  );

const problems = (data: JsonObject) =>
  validate({ nodes: [{ id: 'w', type: 'workflow', data }], edges: [] }, nodeTypes).map(({ code, path }) => [
    code,
    path.replace('nodes[0].data', '').replace(/^\./, ''),
  ]);

describe('workflow', () => {
  it('runs what it names and waits for it, for as long as it takes', () => {
    expect(call({ arguments: { id: '{{ input.id }}' } })).toEqual({
      kind: 'workflow',
      name: 'orderWorkflow',
      task_queue: 'orders',
      arguments: [{ id: 7 }],
      heartbeat_timeout_ms: null,
      timeout_ms: null,
      wait: true,
    });
    expect(call({ timeout: '3d' })).toMatchObject({ timeout_ms: 259_200_000 });
  });

  it('bounds nothing that it does not wait for', () => {
    expect(call({ wait: false, timeout: '3d' })).toMatchObject({ wait: false, timeout_ms: null });
    expect(problems({ workflow: 'w', task_queue: 'q', wait: false, timeout: '3d' })).toEqual([
      ['FIELD_WITHOUT_EFFECT', 'timeout'],
    ]);
  });

  it('does not call the workflows of Millrace', () => {
    expect(thrown(() => call({ task_queue: 'millrace' }))).toMatchObject({ code: 'NODE_DATA_INVALID' });
  });

  it.each<[JsonObject, string]>([
    [{ task_queue: 'q' }, 'workflow'],
    [{ workflow: '{{ input.name }}', task_queue: 'q' }, 'workflow'],
    [{ workflow: 'w', task_queue: '' }, 'task_queue'],
    [{ workflow: 'w', task_queue: 'q', wait: 'no' }, 'wait'],
  ])('may not hold %j', (data, path) => {
    expect(problems(data)).toContainEqual(['NODE_DATA_INVALID', path]);
  });

  it('may not read secrets: what it is called with is in the history of Temporal', () => {
    const data = { workflow: 'w', task_queue: 'q', arguments: { token: '{{ secrets.TOKEN }}' } };
    expect(problems(data)).toEqual([['SECRET_NOT_ALLOWED', 'arguments.token']]);
  });
});
