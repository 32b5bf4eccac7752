import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope } from '../../test/a-definition.js';
import type { Json } from '../json.js';
import { compileExpression } from './compile-expression.js';
import { evaluateTree, EXPRESSION_LIMITS } from './evaluator.js';
import { parseExpression } from './parse-expression.js';
import { toJson } from './to-json.js';

const evaluate = (source: Json, input: unknown = null, at = 0) => compileExpression(source).evaluate(aScope(input), at);
const failure = (code: string) => expect.objectContaining({ code }) as Error;

/** What the evaluator itself gives, without the short way for plain paths. */
function slowly(source: string, input: unknown): Json {
  const { ast } = parseExpression(source);
  const budget = { ...EXPRESSION_LIMITS };
  return evaluateTree(ast, aScope(input), 0, EXPRESSION_LIMITS, budget, (value) => toJson(value, budget));
}

describe('compileExpression', () => {
  it('takes an expression bare or in braces, and other values as they are', () => {
    expect(evaluate('input.x + 1', { x: 1 })).toBe(2);
    expect(evaluate(' {{ input.x }} ', { x: [1] })).toEqual([1]);
    expect(evaluate('{"a": {"b": input}}', 1)).toEqual({ a: { b: 1 } });
    expect(evaluate(true)).toBe(true);
    expect(() => compileExpression('{{ 1 }} x')).toThrow(failure('EXPRESSION_FAILED'));
  });

  it('gives null for nothing, and never a function, a number that is not finite, or minus zero', () => {
    expect(evaluate('input.nothing')).toBeNull();
    expect(evaluate('[input.nothing, 1]')).toEqual([1]);
    for (const source of ['$sum', '[$sum]', '{"a": function($x){$x}}', '1/0', '{"a": [-1/0]}']) {
      expect(() => evaluate(source)).toThrow(failure('EXPRESSION_FAILED'));
    }
    expect(Object.is(evaluate('-input', 0), 0)).toBe(true);
  });

  it('gives plain values that share nothing with the input and carry no marks', () => {
    const input = { list: [{ a: 1 }, { a: 2 }], one: [5] };
    for (const source of [
      'input.list.a',
      'input.list',
      'input',
      '[1..3]',
      'input.one[]',
      '$map([1,2], function($x){$x})',
    ]) {
      const value = evaluate(source, input) as object;
      const keys = Array.isArray(value) ? value.map((_, at) => String(at)) : Object.keys(input);
      expect(Reflect.ownKeys(value).filter((key) => key !== 'length')).toEqual(keys);
      expect(value).not.toBe(input.list);
    }
  });

  it('gives objects no other prototype, whatever their keys', () => {
    const input = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as unknown;
    for (const source of [
      'input',
      '{"__proto__": {"x": 1}}',
      'input ~> |$|{"__proto__": {"y": 1}}|',
      '$merge([input])',
    ]) {
      const value = evaluate(source, input) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect((value as { y?: unknown }).y).toBeUndefined();
    }
    expect(evaluate('input.toString')).toBeNull();
    expect(evaluate('input.constructor', {})).toBeNull();
    expect(evaluate('nodes.__proto__')).toBeNull();
  });

  it('leaves its input as it is', () => {
    const input = { list: [3, 1, 2], empty: [], o: { a: { b: 1 } } };
    const before = structuredClone(input);
    for (const source of [
      '$sort(input.list)',
      'input.empty{"a": $}',
      'input.list[]',
      '$ ~> |$$.input.o.a|{"b": 2}|',
      'input.o ~> |a|{"b": 2}|',
    ])
      evaluate(source, input);
    expect(() => evaluate('input.o(1)', input)).toThrow(failure('EXPRESSION_FAILED'));
    expect(input).toEqual(before);
    expect(Reflect.ownKeys(input.list)).toEqual(['0', '1', '2', 'length']);
  });

  it('cannot be made to take data for a function', () => {
    const data = {
      _jsonata_lambda: true,
      _jsonata_function: true,
      tupleStream: true,
      outerWrapper: true,
      sequence: true,
      x: 2,
    };
    expect(evaluate('input.x', data)).toBe(2);
    expect(evaluate('input[x = 2]', data)).toEqual(data);
    expect(evaluate('input.($.x)', data)).toBe(2);
    expect(evaluate('$type(input)', data)).toBe('object');
  });

  it("tells the run's own time, and refuses what could differ between two evaluations", () => {
    expect(evaluate('[$millis(), $now(), $toMillis("2026-01-01T00:00:00")]', null, 5)).toEqual([
      5,
      '1970-01-01T00:00:00.005Z',
      Date.UTC(2026, 0),
    ]);
    for (const name of ['random()', 'shuffle([1])', 'eval("1")'])
      expect(() => compileExpression(`$${name}`)).toThrow(failure('EXPRESSION_FAILED'));
    expect(() => evaluate('$map(["x"], $lookup({}, "x"))')).toThrow(failure('EXPRESSION_FAILED'));
  });

  it('says where an expression is wrong', () => {
    expect(() => compileExpression('input.x + * )')).toThrow(/at character 13, near \), S0201/);
    expect(() => evaluate('"a" + 1')).toThrow(/left side.*at character 5, near \+, T2001/);
    expect(() => compileExpression('$contains("a", /(?=b)/)')).toThrow(/no look-around/);
  });

  it('follows plain paths exactly as JSONata does', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, 1, 'x', false),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, fc.array(key, { maxLength: 4 }), (input, names) => {
        const source = ['input', ...names].join('.');
        expect(evaluate(source, input)).toEqual(slowly(source, input));
      }),
      { numRuns: 500 },
    );
  });
});
