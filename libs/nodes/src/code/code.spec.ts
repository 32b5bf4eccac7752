import { readFileSync } from 'node:fs';
import type { JsonObject } from '@app/definition';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useCodeNodes } from '../../test/code-node.js';

const PAGE = new URL('../../../../docs/reference/node-types/code.md', import.meta.url);

const { prepare, run, value, failure } = useCodeNodes({ code: { threads: 2 }, maxOutputBytes: 10_000 });

// The zone of the machine must not show.
beforeAll(() => void vi.stubEnv('TZ', 'America/New_York'));
afterAll(() => void vi.unstubAllEnvs());

describe('code', () => {
  it('gives what the page says of its example', async () => {
    const page = readFileSync(PAGE, 'utf8');
    const data = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '') as JsonObject;
    const [, input = '', output = '', line = ''] =
      /With `(.+?)` as the run's input, the output is `(.+?)`, and the run's log has the line `(.+?)`/.exec(page) ?? [];
    const outcome = await run(data, JSON.parse(input) as JsonObject);
    expect(outcome).toEqual({
      output: JSON.parse(output) as JsonObject,
      handles: null,
      log: [{ level: 'info', message: line }],
    });
  });

  it("gets the run's input, or what the node's `input` says, which alone is recorded", async () => {
    expect(await value('return input', {}, { a: [1] })).toEqual({ a: [1] });
    expect(await value('return input', { input: { b: '{{ input.a }}' } }, { a: [1] })).toEqual({ b: [1] });
    expect(await value('return input', { input: null }, { a: 1 })).toBeNull();
    expect(prepare({ source: 'return 1', input: { b: '{{ input.a }}' } }, { a: 2 }).input).toEqual({ input: { b: 2 } });
    expect(prepare({ source: 'return 1' }, { a: 2 }).input).toEqual({});
  });

  it('leaves what looks like an expression in its source alone', async () => {
    expect(await value('return "{{ input.a }}"', {}, { a: 1 })).toBe('{{ input.a }}');
  });

  it('waits for promises', async () => {
    expect(await value('const x = await Promise.resolve(2); return Promise.all([x, (async () => 3)()])')).toEqual([
      2, 3,
    ]);
    expect(await value('return { then: (done) => done(7) }')).toBe(7);
  });

  it('gives any JSON, and null where nothing is returned', async () => {
    const json = { a: [1, -0.5, null, true, 'ä\u0000\ud800"😀'], b: { __proto__x: 1 } };
    expect(await value('return input', {}, json)).toEqual(json);
    expect(await value('input.a')).toBeNull();
    expect(await value('return { at: new Date(0), not: undefined, list: [undefined] }')).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      list: [null],
    });
  });

  it.each([
    ['() => 1', 'a function'],
    ['{ list: [{ id: Symbol() }] }', 'a symbol at "id"'],
    ['{ id: 1n }', 'a BigInt at "id"'],
    ['[1, NaN]', 'NaN at "1"'],
    ['1 / 0', 'Infinity'],
    ['{ seen: new Set([1]) }', 'a Set at "seen"'],
    ['[1, 2].map(async (x) => x)', 'a Promise at "0"'],
    ['(() => { const a = {}; a.a = a; return a; })()', 'a circle'],
  ])('refuses to give %s', async (expression, what) => {
    expect(await failure(`return ${expression}`)).toMatchObject({
      code: 'OUTPUT_NOT_STORABLE',
      message: `The code returned what is no JSON: ${what}.`,
    });
  });

  it('refuses to give more than an output may have, before it is copied', async () => {
    expect(await failure('return "x".repeat(2e6)')).toMatchObject({
      code: 'OUTPUT_TOO_LARGE',
      details: { max_bytes: 10_000 },
    });
  });

  it('keeps nothing from one call to the next', async () => {
    await value('globalThis.kept = 1; Array.prototype.kept = 1; code.kept = 1; return 1');
    expect(await value('return [typeof kept, typeof [].kept, typeof code.kept]')).toEqual(Array(3).fill('undefined'));
  });

  it('knows the time, in UTC, and draws other numbers in every call', async () => {
    expect(Math.abs(Number(await value('return Date.now()')) - Date.now())).toBeLessThan(60_000);
    expect(await value('return [new Date(2024, 6, 1, 12).toISOString(), `${new Date(0)}`]')).toEqual([
      '2024-07-01T12:00:00.000Z',
      'Thu Jan 01 1970 00:00:00 GMT+0000',
    ]);
    const drawn = await Promise.all(Array.from({ length: 40 }, () => value('return Math.random()')));
    expect(new Set(drawn).size).toBe(40);
    for (const number of drawn) expect(Number(number)).toBeGreaterThanOrEqual(0);
    for (const number of drawn) expect(Number(number)).toBeLessThan(1);
  });
});
