import { describe, expect, it } from 'vitest';
import { carriedOut, type Rule } from './rule.js';
import { CLOSING } from './section-3-closing.js';
import { ENDING } from './section-3-ending.js';
import { ERRORS } from './section-3-errors.js';
import { JOINS } from './section-3-joins.js';
import { CONTAINERS } from './section-4-containers.js';
import { REPEATED } from './section-4-repeated.js';
import { WAITS } from './section-4-waits.js';
import { COMPENSATION } from './section-7-compensation.js';

/** Sections 2, 3, 4 and 7 of the flow language and decision 0020, rule by rule, each with an example. */
const SECTIONS: Record<string, readonly Rule[]> = {
  ...JOINS,
  ...ERRORS,
  ...ENDING,
  ...CONTAINERS,
  ...REPEATED,
  ...WAITS,
  ...CLOSING,
  ...COMPENSATION,
};

describe.each(Object.entries(SECTIONS))('%s', (_, rules) => {
  it.each(rules)('$rule', (rule) => {
    const { rule: _name, nodes: _nodes, edges: _edges, finish: _finish, begins, ...rest } = rule;
    const expected = { run: 'running', undoMissing: [], ...rest };
    const { core, reference } = carriedOut(rule);
    expect(core).toMatchObject({ ...expected, ...(begins === undefined ? {} : { begins }) });
    expect(reference).toMatchObject(expected);
  });
});
