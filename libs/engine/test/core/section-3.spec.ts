import { describe, expect, it } from 'vitest';
import { carriedOut, type Rule } from './rule.js';
import { ENDING } from './section-3-ending.js';
import { ERRORS } from './section-3-errors.js';
import { JOINS } from './section-3-joins.js';

/** Section 3 of the flow language, rule by rule, each with an example. */
const SECTIONS: Record<string, readonly Rule[]> = { ...JOINS, ...ERRORS, ...ENDING };

describe.each(Object.entries(SECTIONS))('%s', (_, rules) => {
  it.each(rules)('$rule', (rule) => {
    const { rule: _name, nodes: _nodes, edges: _edges, finish: _finish, run = 'running', ...rest } = rule;
    const { core, reference } = carriedOut(rule);
    expect(core).toMatchObject({ ...rest, run });
    expect(reference).toEqual(rule.becomes);
  });
});
