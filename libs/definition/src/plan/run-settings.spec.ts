import { describe, expect, it } from 'vitest';
import { aNode } from '../../test/a-definition.js';
import type { ExpressionScope } from '../expression/expression-scope.js';
import type { JsonObject } from '../json.js';
import { runSettings } from './run-settings.js';
import { readsBeforeStart } from './run-settings-reads.js';

const settings = (given: JsonObject) => runSettings(aNode('s', 'start', { settings: given }));
const scope = (input: unknown) => ({ input }) as ExpressionScope;

describe('run settings', () => {
  it('are those of no bound where there is no start, or none of them', () => {
    expect(runSettings(undefined)).toEqual({ timeoutMs: null });
    expect(runSettings(aNode('s', 'start'))).toEqual({ timeoutMs: null });
    expect(settings({ type: 'standard' })).toEqual({ timeoutMs: null });
    expect(settings({ type: 'express' })).toEqual({ timeoutMs: null, express: true });
  });

  it('have times in milliseconds, and templates that read the input', () => {
    const compiled = settings({
      timeout: '1h',
      priority: 2,
      retention: '30d',
      concurrency: { limit: 3, key: '{{ input.customer }}', on_limit: 'reject' },
      labels: { customer: 'no. {{ input.customer }}' },
    });
    expect(compiled).toMatchObject({
      timeoutMs: 3_600_000,
      priority: 2,
      retentionMs: 30 * 86_400_000,
      concurrency: { limit: 3, onLimit: 'reject' },
    });
    expect(compiled.concurrency?.key?.evaluate(scope({ customer: 7 }), 0)).toBe(7);
    expect(compiled.labels?.get('customer')?.evaluate(scope({ customer: 7 }), 0)).toBe('no. 7');
  });

  it('queue at a limit that says nothing else, over all runs of the flow', () => {
    expect(settings({ concurrency: { limit: 1 } }).concurrency).toEqual({ limit: 1, key: null, onLimit: 'queue' });
  });

  it('have less work than nodes, since somebody waits for it', () => {
    const { concurrency } = settings({ concurrency: { limit: 1, key: '{{ $sum([1..60000].($ * 2)) }}' } });
    expect(() => concurrency?.key?.evaluate(scope({}), 0)).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_LIMIT' }) as Error,
    );
  });

  it('name the template that cannot be compiled', () => {
    expect(() => settings({ labels: { a: '{{ 1 + }}' } })).toThrow(
      expect.objectContaining({
        code: 'FLOW_HAS_PROBLEMS',
        details: [expect.objectContaining({ path: 'settings.labels.a' })],
      }) as Error,
    );
  });
});

describe('what a template reads that is not there before a run is', () => {
  it.each([
    ['{{ input.a }}-{{ $uppercase(input.b) }}', []],
    ['no template', []],
    ['{{ run.id }} of {{ flow.name }}, {{ flow.id }}', ['run', 'flow']],
    ['{{ env.REGION & nodes.a.output & vars.x }}', ['env', 'nodes', 'vars']],
    ['{{ input.run.id }}', []],
    ['{{ 1 + }}', []],
    ['{{ open', []],
  ])('of %j is %j', (template, names) => {
    expect(readsBeforeStart(template).toSorted()).toEqual(names.toSorted());
  });
});
