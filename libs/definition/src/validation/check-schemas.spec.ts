import { describe, expect, it } from 'vitest';
import { fakeTypes } from '../../test/fake-types.js';
import type { Json, JsonObject } from '../json.js';
import { validate } from './validate.js';

const waits = (schemas: readonly Json[]) => {
  const nodes = schemas.map((schema, at) => ({ id: `w${at}`, type: 'wait', data: { event: 'e', schema } }));
  return validate({ nodes, edges: [] }, fakeTypes).filter(({ severity }) => severity === 'error');
};
const required = (name: string): JsonObject => ({ type: 'object', required: [name] });

describe('the JSON Schemas of a definition', () => {
  it('are looked at wherever a type says that a field holds one', () => {
    expect(waits([{ type: 'object' }, { type: 'objekt' }, { $ref: 'https://example.com/x.json' }])).toMatchObject([
      { code: 'NODE_DATA_INVALID', path: 'nodes[1].data.schema', node: 'w1' },
      { code: 'NODE_DATA_INVALID', path: 'nodes[2].data.schema', node: 'w2' },
    ]);
  });

  it('may be the same on any number of nodes', () => {
    expect(waits(Array.from({ length: 5_000 }, () => required('order_id')))).toEqual([]);
  });

  it('are bounded in number and size, for each takes time to look at', () => {
    expect(waits(Array.from({ length: 201 }, (_, at) => required(`f${at}`)))).toMatchObject([
      { code: 'TOO_LARGE', path: 'nodes[200].data.schema' },
    ]);
    const large = (at: number) => ({ description: `${at}`.padEnd(200_000, '.') });
    expect(waits([large(1), large(2), large(3)])).toMatchObject([{ code: 'TOO_LARGE', path: 'nodes[2].data.schema' }]);
  });
});
