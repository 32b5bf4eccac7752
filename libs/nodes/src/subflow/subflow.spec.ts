import { validate, type Json, type JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { createExecutor, nodeTypes } from '../index.js';

const child = (data: JsonObject, input: Json = {}) =>
  createExecutor().child(planNode('subflow', { flow: 'other', ...data }), aScope({ input }), AT);

const problems = (data: JsonObject) =>
  validate({ nodes: [{ id: 's', type: 'subflow', data }], edges: [] }, nodeTypes).map(({ code, path }) => [
    code,
    path.replace('nodes[0].data', '').replace(/^\./, ''),
  ]);

describe('subflow', () => {
  it('asks for the published version, with an empty input, and waits', () => {
    expect(child({})).toEqual({ flow: 'other', version: 'published', input: {}, wait: true });
  });

  it('asks for what it names', () => {
    const data = { version: 7, wait: false, input: { id: '{{ input.a }}', to: ['{{ input.b.c }}'] } };
    expect(child(data, { a: 1 })).toEqual({ flow: 'other', version: 7, input: { id: 1, to: [null] }, wait: false });
    expect(child({ input: '{{ input.list }}' }, { list: [1] })).toMatchObject({ input: [1] });
    expect(child({ input: null })).toMatchObject({ input: null });
  });

  it('fails where its input cannot be evaluated', () => {
    expect(thrown(() => child({ input: '{{ 1 + input.text }}' }, { text: 'a' }))).toMatchObject({
      name: 'NodeError',
      code: 'EXPRESSION_FAILED',
    });
  });

  it.each<[JsonObject]>([
    [{ flow: 'charge-card' }],
    [{ flow: '01a1fd40-563b-7d91-bc57-cf42949ef733', version: 'published', wait: true, timeout: '1h' }],
    [{ flow: 'a', version: 1, input: ['{{ input }}'], retry: { max_attempts: 2 }, on_error: 'continue' }],
  ])('takes %j', (data) => {
    expect(problems(data)).toEqual([]);
  });

  it.each<[JsonObject, string]>([
    [{}, 'flow'],
    [{ flow: '' }, 'flow'],
    [{ flow: 7 }, 'flow'],
    [{ flow: 'a'.repeat(64) }, 'flow'],
    [{ flow: '{{ input.flow }}' }, 'flow'],
    [{ flow: 'Charge Card' }, 'flow'],
    [{ flow: 'a', version: 0 }, 'version'],
    [{ flow: 'a', version: '3' }, 'version'],
    [{ flow: 'a', version: 'draft' }, 'version'],
    [{ flow: 'a', version: '{{ input.v }}' }, 'version'],
    [{ flow: 'a', wait: 'no' }, 'wait'],
  ])('refuses %j', (data, path) => {
    expect(problems(data)).toContainEqual(['NODE_DATA_INVALID', path]);
  });
});
