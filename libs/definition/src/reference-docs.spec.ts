import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemExamples } from '../test/problem-examples.js';
import type { JsonObject } from './json.js';
import { commonDataSchema } from './node-type/common-data-schema.js';
import { EXPRESSION_LIMITS } from './expression/evaluator.js';
import { DEFINITION_LIMITS } from './validation/definition-limits.js';
import { PROBLEMS, PROBLEMS_OF_SERVERS } from './validation/problems.js';

const page = (name: string) => readFileSync(new URL(`../../../docs/reference/${name}.md`, import.meta.url), 'utf8');
/** The rows of a page's tables, by what stands first in them, in backticks. */
const rows = (text: string) =>
  new Map(
    [...text.matchAll(/^\| `([\w.]+)` +\|(.*)\|$/gm)].map(([, key, rest]) => [
      key,
      (rest as string).split('|').map((cell) => cell.trim()),
    ]),
  );

/** The fields of a schema with their defaults as JSON, as `retry.jitter`; null: there is none. */
function fieldDefaults(schema: JsonObject, prefix = ''): [string, string | null][] {
  return Object.entries((schema.properties ?? {}) as Record<string, JsonObject>).flatMap(([name, field]) => [
    [prefix + name, field.default === undefined ? null : JSON.stringify(field.default)],
    ...(name === 'retry' ? fieldDefaults(field, `${prefix}${name}.`) : []),
  ]);
}

describe('docs/reference/definition-problems.md', () => {
  const text = page('definition-problems');

  it('has every code with its severity and meaning, and no other', () => {
    const [codes] = text.split('## Limits');
    expect(Object.fromEntries(rows(codes as string))).toEqual(
      Object.fromEntries(Object.entries(PROBLEMS).map(([code, { severity, meaning }]) => [code, [severity, meaning]])),
    );
    expect([...Object.keys(problemExamples), ...PROBLEMS_OF_SERVERS]).toEqual(Object.keys(PROBLEMS));
  });

  it('has every limit', () => {
    const limits = rows(text.split('## Limits')[1] as string);
    expect([...limits].map(([name, [cell]]) => [name, Number.parseInt(cell as string, 10)])).toEqual(
      expect.arrayContaining(Object.entries(DEFINITION_LIMITS)),
    );
  });
});

describe('docs/reference/flows.md', () => {
  it('has every field that all nodes share, with its default, and no other', () => {
    const section = page('flows').split('## Fields of every node')[1]?.split('## ')[0] ?? '';
    const defaults = [...rows(section)].map(([field, [cell]]) => [field, /^`(.*)`$/.exec(cell as string)?.[1] ?? null]);
    expect(Object.fromEntries(defaults)).toEqual(Object.fromEntries(fieldDefaults(commonDataSchema)));
  });
});

describe('docs/reference/expressions.md', () => {
  it('has every bound', () => {
    const bounds = rows(page('expressions'));
    for (const [name, value] of Object.entries(EXPRESSION_LIMITS)) expect(bounds.get(name)?.[0]).toBe(String(value));
  });

  it('says how many cases of the public suite hold', () => {
    const outcome = readFileSync(new URL('../test-cases/jsonata/outcome.txt', import.meta.url), 'utf8');
    const [, held, all] = /^(\d+) of (\d+) cases hold/.exec(outcome) as unknown as [string, string, string];
    expect(page('expressions')).toContain(`${Number(all).toLocaleString('en')} cases`);
    expect(page('expressions')).toContain(`**${Number(held).toLocaleString('en')} hold.**`);
  });
});
