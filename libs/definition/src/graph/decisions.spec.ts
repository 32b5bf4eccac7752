import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast } from './at-least.js';
import { Decisions, FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';

/** A formula as a tree, to be worked out by hand for every way to make the choices. */
type Tree = number | { op: 'not'; of: Tree } | { op: 'and' | 'or'; of: [Tree, Tree] };

const CHOICES = 4;
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.nat({ max: CHOICES - 1 }),
    fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.tuple(tie('tree'), tie('tree')) }),
  ),
}));

function holds(of: Tree, choices: readonly boolean[]): boolean {
  if (typeof of === 'number') return choices[of] as boolean;
  if (of.op === 'not') return !holds(of.of, choices);
  const [left, right] = of.of;
  return of.op === 'and'
    ? holds(left, choices) && holds(right, choices)
    : holds(left, choices) || holds(right, choices);
}

function build(decisions: Decisions, of: Tree, variables: readonly Formula[]): Formula {
  if (typeof of === 'number') return variables[of] as Formula;
  if (of.op === 'not') return decisions.not(build(decisions, of.of, variables));
  const [left, right] = of.of.map((each) => build(decisions, each, variables)) as [Formula, Formula];
  return of.op === 'and' ? decisions.and(left, right) : decisions.or(left, right);
}

const everyWay = Array.from({ length: 2 ** CHOICES }, (_, bits) =>
  Array.from({ length: CHOICES }, (__, at) => (bits & (1 << at)) !== 0),
);

describe('Decisions', () => {
  it('knows exactly which formulas never hold, which always do, and a way to make the others true', () => {
    fc.assert(
      fc.property(tree, (of) => {
        const decisions = new Decisions({ left: 10_000 });
        const variables = everyWay[0]?.map(() => decisions.variable()) ?? [];
        const formula = build(decisions, of, variables);
        const truths = everyWay.map((choices) => holds(of, choices));
        expect(formula === FALSE).toBe(!truths.includes(true));
        expect(formula === TRUE).toBe(!truths.includes(false));
        if (formula === FALSE) return;
        const way = decisions.example(formula);
        for (const rest of [true, false]) {
          expect(
            holds(
              of,
              variables.map((variable) => way.get(decisions.choiceOf(variable)) ?? rest),
            ),
          ).toBe(true);
        }
      }),
    );
  });

  it('counts how many hold', () => {
    const decisions = new Decisions({ left: 10_000 });
    const [a, b] = [decisions.variable(), decisions.variable()] as [Formula, Formula];
    const never = decisions.and(a, decisions.not(a));
    expect(atLeast(decisions, 2, [a, decisions.not(a), b])).toBe(b);
    expect(atLeast(decisions, 3, [a, decisions.not(a), b])).toBe(FALSE);
    expect(atLeast(decisions, 1, [never, decisions.or(b, decisions.not(b))])).toBe(TRUE);
  });

  it('says that it does not know, past its budget, and is never wrong', () => {
    const decisions = new Decisions({ left: 50 });
    const variables = Array.from({ length: 40 }, () => decisions.variable());
    const many = atLeast(decisions, 20, variables);
    expect(many).toBe(UNKNOWN);
    expect(decisions.and(many, FALSE)).toBe(FALSE);
    expect(decisions.or(many, TRUE)).toBe(TRUE);
  });
});
