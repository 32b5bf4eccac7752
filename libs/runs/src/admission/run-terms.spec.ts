import { type Json, type JsonObject, compile, type RunSettings } from '@app/definition';
import { nodeTypes } from '@app/nodes';
import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { type AskedTerms, isPlain, runTerms } from './run-terms.js';

const settingsOf = (settings: JsonObject): RunSettings =>
  compile(aDefinition([{ id: 's', type: 'start', data: { settings } }]), nodeTypes).settings;
const terms = (settings: JsonObject, input: Json = {}, asked: AskedTerms = {}) =>
  runTerms(settingsOf(settings), input, asked, Date.UTC(2030, 0, 1));

/** What a template of a key or of a label that gives this value is refused with. */
const refusal = (place: 'key' | 'label', value: Json) => {
  const settings: JsonObject =
    place === 'key' ? { concurrency: { limit: 1, key: '{{ input.x }}' } } : { labels: { a: '{{ input.x }}' } };
  try {
    return terms(settings, { x: value });
  } catch (error) {
    const { code, details } = error as { code: string; details: { path: string; message: string }[] };
    return [code, ...details.map(({ path, message }) => `${path} ${message}`)];
  }
};

describe('the terms of a run', () => {
  it('are a middle priority and nothing else where nobody says anything', () => {
    expect(terms({})).toEqual({ priority: 3, labels: {}, concurrency: null, retentionMs: null, express: false });
  });

  it('are plain where they are what the columns of a run have by themselves', () => {
    expect(isPlain(terms({}))).toBe(true);
    const others: JsonObject[] = [
      { priority: 1 },
      { labels: { a: 'b' } },
      { concurrency: { limit: 1 } },
      { retention: '1d' },
    ];
    for (const settings of [...others, { type: 'express' }]) expect(isPlain(terms(settings))).toBe(false);
    expect(isPlain(terms({}, {}, { labels: { a: 'b' } }))).toBe(false);
  });

  it('are those of the settings, by the input', () => {
    const settings = {
      priority: 4,
      retention: '1d',
      type: 'express',
      concurrency: { limit: 2, key: 'c{{ input.customer }}', on_limit: 'reject' },
      labels: {
        customer: '{{ input.customer }}',
        vip: '{{ input.vip }}',
        none: '{{ input.nobody }}',
        on: '{{ $now() }}',
      },
    };
    expect(terms(settings, { customer: 17, vip: true })).toEqual({
      priority: 4,
      retentionMs: 86_400_000,
      express: true,
      concurrency: { limit: 2, key: 'c17', onLimit: 'reject' },
      labels: { customer: '17', vip: 'true', on: '2030-01-01T00:00:00.000Z' },
    });
  });

  it('are those of the request where it has some', () => {
    const asked = { priority: 1, labels: { kind: 'test', by: 'me' } };
    expect(terms({ priority: 4, labels: { kind: 'order', a: 'b' } }, {}, asked)).toMatchObject({
      priority: 1,
      labels: { kind: 'test', a: 'b', by: 'me' },
    });
  });

  it('have one key for all runs of the flow where the limit has none', () => {
    expect(terms({ concurrency: { limit: 1 } }).concurrency).toEqual({ limit: 1, key: '', onLimit: 'queue' });
  });

  it.each<[Json, string]>([
    [null, 'comes to nothing'],
    ['', 'comes to nothing'],
    [{}, 'is no text'],
    [['a'], 'is no text'],
    ['x'.repeat(257), 'is longer than 256 characters'],
    ['\0', 'holds a NUL or half of a surrogate pair'],
    ['\ud800', 'holds a NUL or half of a surrogate pair'],
  ])('have no key of %j', (value, message) => {
    expect(refusal('key', value)).toEqual(['RUN_SETTINGS_INVALID', `settings.concurrency.key ${message}`]);
  });

  it.each<[Json, string]>([
    [{ a: 1 }, 'is no text'],
    ['x'.repeat(257), 'is longer than 256 characters'],
    ['a\0', 'holds a NUL or half of a surrogate pair'],
  ])('have no label of %j', (value, message) => {
    expect(refusal('label', value)).toEqual(['RUN_SETTINGS_INVALID', `settings.labels.a ${message}`]);
  });

  it('are refused with every place that cannot be evaluated, and bounded in work', () => {
    const failing = { labels: { a: '{{ $number(input.x) }}', b: '{{ $sum([1..60000].($ * 2)) }}', c: 'fine' } };
    expect(() => terms(failing, { x: 'y' })).toThrow(
      expect.objectContaining({
        code: 'RUN_SETTINGS_INVALID',
        details: [
          { path: 'settings.labels.a', message: expect.any(String) as string },
          { path: 'settings.labels.b', message: expect.any(String) as string },
        ],
      }) as Error,
    );
  });
});
