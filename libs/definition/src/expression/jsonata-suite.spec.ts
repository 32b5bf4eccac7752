import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '@app/errors';
import { LIMITS } from './expression-failure.js';
import { evaluateTree, EXPRESSION_LIMITS } from './evaluator.js';
import { jsonata } from './vendor/jsonata-sync.js';
import type { JsonataFault } from './vendor/jsonata-sync.types.js';

interface Case {
  readonly id: string;
  readonly expr: string;
  readonly data?: unknown;
  readonly dataset?: string | null;
  readonly bindings?: Record<string, unknown>;
  readonly depth?: number;
  readonly result?: unknown;
  readonly undefinedResult?: boolean;
  readonly code?: string;
  readonly error?: { readonly code?: string };
  readonly unordered?: boolean;
}

const folder = new URL('../../test-cases/jsonata/', import.meta.url);
const suite = JSON.parse(readFileSync(new URL('suite.json', folder), 'utf8')) as {
  datasets: Record<string, unknown>;
  cases: Case[];
};

/** Freezes all of it: a write by the evaluator then throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
frozen(suite);

const sorted = (value: unknown) =>
  Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : value;

/** What the case gives: `value`, or `fault` with the code of jsonata or, for ours, of AppError. */
function run({ expr, data, dataset, bindings, depth }: Case): { value?: unknown; fault?: string; why?: string } {
  const input = dataset === undefined || dataset === null ? data : suite.datasets[dataset];
  try {
    const limits = { ...EXPRESSION_LIMITS, depth: depth ?? 500 };
    const ast = jsonata.parser(expr);
    const plain = (result: unknown) =>
      result === undefined ? undefined : (JSON.parse(JSON.stringify(result) ?? 'null') as unknown);
    return { value: evaluateTree(ast, input, Date.UTC(2026, 0, 1), limits, { ...limits }, plain, bindings) };
  } catch (error) {
    if (!(error instanceof AppError)) return { fault: (error as JsonataFault).code };
    return { fault: /([A-Z]\d{4})\)$/.exec(error.message)?.[1] ?? error.code, why: error.message };
  }
}

/** Null where the case holds, else what came instead. */
function check(example: Case): string | null {
  const { value, fault, why } = run(example);
  const code = example.code ?? example.error?.code;
  // The suite's code for any limit of the program that runs it.
  if (code === 'U1001' && fault !== undefined && LIMITS.has(fault)) return null;
  if (code !== undefined) return fault === code ? null : `gives ${fault ?? JSON.stringify(value)} instead of ${code}`;
  if (fault !== undefined) return `fails: ${why ?? fault}`;
  if (example.undefinedResult === true) return value === undefined ? null : 'gives a value instead of nothing';
  const [got, wanted] = example.unordered === true ? [sorted(value), sorted(example.result)] : [value, example.result];
  try {
    expect(got).toEqual(wanted);
    return null;
  } catch {
    return `gives ${JSON.stringify(value)?.slice(0, 80)}`;
  }
}

describe('the public JSONata test suite, with its data frozen', () => {
  it('holds but for the cases listed in outcome.txt', async () => {
    const failed = suite.cases.flatMap((example) => {
      const why = check(example);
      return why === null ? [] : [`${example.id}\n  ${example.expr.slice(0, 100).replaceAll('\n', ' ')}\n  ${why}`];
    });
    const text = `${suite.cases.length - failed.length} of ${suite.cases.length} cases hold. The others:\n\n${failed.join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(fileURLToPath(new URL('outcome.txt', folder)));
  }, 60_000);
});
