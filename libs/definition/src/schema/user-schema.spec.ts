import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../json.js';
import { compileSchema } from './user-schema.js';

const check = (schema: JsonObject, value: Json) => compileSchema(schema)(value);

describe('compileSchema', () => {
  it('names every problem with its place', () => {
    const schema = {
      type: 'object',
      required: ['id'],
      properties: {
        items: { items: { type: 'object', properties: { n: { minimum: 1 } }, additionalProperties: false } },
        mail: { format: 'email' },
      },
    };
    expect(check(schema, { items: [{ n: 0 }, { x: 1 }], mail: 'x' })).toEqual([
      { path: 'id', message: 'is missing' },
      { path: 'items[0].n', message: 'must be >= 1' },
      { path: 'items[1].x', message: 'is not known here' },
      { path: 'mail', message: 'must match format "email"' },
    ]);
  });

  it('matches patterns in linear time', () => {
    expect(check({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toHaveLength(1);
    expect(check({ properties: { a: { pattern: '^x' }, b: { pattern: '^y' } } }, { a: 'x', b: 'x' })).toMatchObject([
      { path: 'b' },
    ]);
    expect(() => compileSchema({ pattern: '(?=a)' })).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error,
    );
  });

  it('gives up on a schema that doubles with every reference', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `d${at}`,
        { anyOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
      ]),
    );
    const schema = { $ref: '#/$defs/d0', $defs: { ...$defs, d60: false } } as JsonObject;
    expect(check(schema, 1)).toEqual([{ path: '', message: 'is too large to be checked' }]);
  });

  it('tells unique items apart in time by their size', () => {
    const many = Array.from({ length: 50_000 }, (_, at) => ({ a: at, b: [at] }));
    expect(check({ uniqueItems: true }, many)).toEqual([]);
    expect(
      check({ uniqueItems: true }, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toHaveLength(1);
  });

  it('fetches nothing', () => {
    expect(() => compileSchema({ $ref: 'https://example.com/schema.json' })).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error,
    );
  });

  it('lists one problem of a large input, and forgets each schema', () => {
    const schema = { $id: 'https://example.com/a', items: { type: 'string' } };
    expect(
      check(
        schema,
        Array.from({ length: 100_000 }, () => 0),
      ),
    ).toHaveLength(1);
    expect(check({ $id: 'https://example.com/a', type: 'number' }, 1)).toEqual([]);
  });

  it('takes keys of any name', () => {
    const schema = JSON.parse(
      '{"properties": {"__proto__": {"type": "string"}, "constructor": {"type": "string"}}}',
    ) as JsonObject;
    expect(check(schema, { constructor: 1 })).toHaveLength(1);
  });
});
