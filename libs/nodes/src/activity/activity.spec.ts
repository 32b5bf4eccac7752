import { validate, type Json, type JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { createExecutor, nodeTypes } from '../index.js';

const call = (data: JsonObject, input: Json = {}) =>
  createExecutor({ ownTaskQueue: 'millrace' }).call(
    planNode('activity', { activity: 'work', task_queue: 'q', ...data }),
    aScope({ input }),
    AT,
  );

const failure = (data: JsonObject, input: Json = {}) => thrown(() => call(data, input));

const problems = (data: JsonObject) =>
  validate({ nodes: [{ id: 'a', type: 'activity', data }], edges: [] }, nodeTypes).map(({ code, path }) => [
    code,
    path.replace('nodes[0].data', '').replace(/^\./, ''),
  ]);

describe('activity', () => {
  it('calls what it names, for ten minutes at most, without arguments', () => {
    expect(call({})).toEqual({
      kind: 'activity',
      name: 'work',
      task_queue: 'q',
      arguments: [],
      heartbeat_timeout_ms: null,
      timeout_ms: 600_000,
      wait: true,
    });
  });

  it('takes its times, and puts expressions into its queue and its arguments', () => {
    const data = { task_queue: 'q-{{ input.to }}', arguments: { n: '{{ input.n }}' }, heartbeat_timeout: '30s' };
    expect(call({ ...data, timeout: '2h' }, { to: 'eu', n: 1 })).toMatchObject({
      task_queue: 'q-eu',
      arguments: [{ n: 1 }],
      heartbeat_timeout_ms: 30_000,
      timeout_ms: 7_200_000,
    });
  });

  it.each<[Json, Json]>([
    [
      ['a', 2],
      ['a', 2],
    ],
    ['{{ input.list }}', [1, [2]]],
    [['{{ input.list }}'], [[1, [2]]]],
    [null, [null]],
    ['x', ['x']],
    [[], []],
  ])('takes a list for its arguments and anything else for the only one: %j', (data, list) => {
    expect(call({ arguments: data }, { list: [1, [2]] }).arguments).toEqual(list);
  });

  it('refuses arguments that Temporal could not take, before anything is begun', () => {
    expect(failure({ arguments: '{{ input.long }}' }, { long: 'x'.repeat(1024 * 1024) })).toMatchObject({
      code: 'CALL_ARGUMENTS_TOO_LARGE',
      options: { details: { bytes: 1_048_580, max_bytes: 1_048_576 } },
    });
    expect(failure({ arguments: '{{ input.many }}' }, { many: Array.from({ length: 101 }, () => 1) })).toMatchObject({
      code: 'NODE_DATA_INVALID',
    });
  });

  it.each<[string, Json]>([
    ['that is none', null],
    ['that is empty', ''],
    ['with a line break', 'a\nb'],
    ['with a space at its end', 'a '],
    ['that is too long', 'q'.repeat(201)],
    ["that is one of Temporal's own", '/_sys/a'],
    ['on which the workers of Millrace are', 'millrace'],
  ])('refuses a task queue %s', (_, queue) => {
    expect(failure({ task_queue: '{{ input.queue }}' }, { queue })).toMatchObject({
      code: 'NODE_DATA_INVALID',
    });
  });

  it.each<[JsonObject]>([
    [{ activity: 'Process Payment', task_queue: 'q', arguments: [1], heartbeat_timeout: 'PT5S', timeout: '1h' }],
    [{ activity: 'a', task_queue: '{{ env.Q }}', retry: { max_attempts: 2 }, on_error: 'continue' }],
  ])('may hold %j', (data) => {
    expect(problems(data)).toEqual([]);
  });

  it.each<[JsonObject, string]>([
    [{ task_queue: 'q' }, 'activity'],
    [{ activity: 'a' }, 'task_queue'],
    [{ activity: '', task_queue: 'q' }, 'activity'],
    [{ activity: '{{ input.name }}', task_queue: 'q' }, 'activity'],
    [{ activity: 'a\tb', task_queue: 'q' }, 'activity'],
    [{ activity: '__temporal_a', task_queue: 'q' }, 'activity'],
    [{ activity: 'a', task_queue: ' q' }, 'task_queue'],
    [{ activity: 'a', task_queue: 'q', heartbeat_timeout: 'often' }, 'heartbeat_timeout'],
    [{ activity: 'a', task_queue: 'q', heartbeat_timeout: '{{ input.t }}' }, 'heartbeat_timeout'],
  ])('may not hold %j', (data, path) => {
    expect(problems(data)).toContainEqual(['NODE_DATA_INVALID', path]);
  });

  it('may not read secrets: what it is called with is in the history of Temporal', () => {
    const data = { activity: 'a', task_queue: '{{ secrets.Q }}', arguments: ['{{ secrets.TOKEN }}'] };
    expect(problems(data)).toEqual([
      ['SECRET_NOT_ALLOWED', 'task_queue'],
      ['SECRET_NOT_ALLOWED', 'arguments[0]'],
    ]);
  });
});
