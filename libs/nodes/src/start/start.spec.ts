import { validate, type Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { nodeTypes } from '../registry.js';
import { startExecutor } from './start.executor.js';

/** The problems of a flow whose start has these settings: code and path below the settings. */
const problems = (settings: Json) =>
  validate(
    {
      nodes: [
        { id: 's', type: 'start', data: { settings } },
        { id: 'e', type: 'end', data: {} },
      ],
      edges: [{ id: 'x', source: 's', target: 'e' }],
    },
    nodeTypes,
  ).map(({ code, path }) => [code, path.replace('nodes[0].data.settings', '').replace(/^\./, '')]);

describe('start', () => {
  it("gives the run's input as its output", () => {
    expect(startExecutor.compute(planNode('start'), aScope({ input: { a: 1 } }), AT)).toEqual({
      output: { a: 1 },
      handles: null,
    });
  });
});

describe('run settings', () => {
  it.each<[Json]>([
    [{}],
    [{ timeout: '1h30m', priority: 1, retention: '1m', type: 'standard' }],
    [{ type: 'express' }],
    [{ concurrency: { limit: 1 } }],
    [{ concurrency: { limit: 10_000, key: '{{ input.a }}:{{ input.b }}', on_limit: 'cancel_oldest' } }],
    [{ labels: { 'customer.id': '{{ input.id }}', kind: 'order' } }],
  ])('are taken as %j', (settings) => {
    expect(problems(settings)).toEqual([]);
  });

  it.each<[Json, string]>([
    [{ timeout: 'soon' }, 'timeout'],
    [{ priority: 0 }, 'priority'],
    [{ priority: 6 }, 'priority'],
    [{ priority: 1.5 }, 'priority'],
    [{ concurrency: {} }, 'concurrency.limit'],
    [{ concurrency: { limit: 0 } }, 'concurrency.limit'],
    [{ concurrency: { limit: 10_001 } }, 'concurrency.limit'],
    [{ concurrency: { limit: 1, key: '' } }, 'concurrency.key'],
    [{ concurrency: { limit: 1, key: 7 } }, 'concurrency.key'],
    [{ concurrency: { limit: 1, on_limit: 'drop' } }, 'concurrency.on_limit'],
    [{ labels: { 'a b': 'x' } }, 'labels'],
    [{ labels: { a: 1 } }, 'labels.a'],
    [{ labels: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`l${n}`, 'x'])) }, 'labels'],
    [{ retention: '59s' }, 'retention'],
    [{ retention: 30 }, 'retention'],
    [{ type: 'fast' }, 'type'],
  ])('are refused as %j', (settings, path) => {
    expect(problems(settings)).toContainEqual(['NODE_DATA_INVALID', path]);
  });

  it('may read nothing but the input in a template', () => {
    const settings = { concurrency: { limit: 1, key: '{{ run.id }}' }, labels: { a: '{{ env.A }}', b: '{{ nope }}' } };
    expect(problems(settings)).toEqual([
      ['NAME_UNKNOWN', 'concurrency.key'],
      ['NAME_UNKNOWN', 'labels.a'],
      ['NAME_UNKNOWN', 'labels.b'],
    ]);
    expect(problems({ labels: { a: '{{ secrets.A }}' } })).toContainEqual(['SECRET_NOT_ALLOWED', 'labels.a']);
    expect(problems({ labels: { a: '{{ 1 + }}' } })).toContainEqual(['EXPRESSION_INVALID', 'labels.a']);
  });

  it('give a warning, and no more, where nobody knows them', () => {
    expect(problems({ colour: 'red', concurrency: { limit: 1, per: 'day' } })).toEqual([
      ['NODE_DATA_UNKNOWN', 'colour'],
      ['NODE_DATA_UNKNOWN', 'concurrency.per'],
    ]);
  });
});
