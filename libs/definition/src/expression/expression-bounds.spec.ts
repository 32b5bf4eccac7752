import { describe, expect, it } from 'vitest';
import { aScope } from '../../test/a-definition.js';
import { compileExpression } from './compile-expression.js';
import { EXPRESSION_LIMITS } from './evaluator.js';
import { regexSize } from './regex-size.js';

/** Expressions that would take for ever, or all memory. */
const HOSTILE: Readonly<Record<string, string>> = {
  'endless recursion': '($f := function($n){ $f($n + 1) + 1 }; $f(1))',
  'endless tail recursion': '($f := function($n){ $f($n + 1) }; $f(1))',
  'a huge string at once': '$pad("x", 5e7)',
  'a huge string of huge parts': '$pad("x", 5e5, $pad("y", 1e5))',
  'a string that doubles': '($d := function($s){ $d($s & $s) }; $d("xxxxxxxx"))',
  'a string by folding': '$reduce([1..900000], function($a, $v){ $a & "abcdefgh" }, "")',
  'replacing by more': '($s := $pad("a", 100000, "a"); $replace($s, "a", $pad("b", 10000, "b")))',
  'joining much': '$join($map([1..100000], function($i){ $pad("a", 1000) }))',
  'a huge range': '[1..1e9]',
  'ranges of ranges': '[1..1e6].[1..1e6]',
  'a list that doubles': '($f := function($a){ $f($append($a, $a)) }; $f([1]))',
  'a long map': '$map([1..900000], function($x){ $x * 2 })',
  'a result that shares its parts':
    '($d := function($x, $n){ $n = 0 ? $x : $d({"a": $x, "b": $x}, $n - 1) }; $d([1], 60))',
  'comparing what shares its parts':
    '($d := function($x, $n){ $n = 0 ? $x : $d({"a": $x, "b": $x}, $n - 1) }; $d([1], 60) = $d([1], 60))',
  'descending into what shares its parts':
    '($d := function($x, $n){ $n = 0 ? $x : $d({"a": $x, "b": $x}, $n - 1) }; $count($d([1], 60).**))',
  'a product of tuples': '[1..2000]@$a.[1..2000]@$b.[1..2000]@$c.($a + $b + $c)',
  'distinct objects': '$distinct([1..100000].{"a": $})',
  'infinity in letters': '$formatInteger(1e308 * 10, "a")',
  'large roman numbers': '$formatInteger(1e300, "I")',
  'a year of many digits': '$fromMillis(0, "[Y,500000000]")',
  'a quadratic expression': '$match($pad("a", 100000, "a"), /(.*b|a)/)',
};

describe('the bounds of expressions', () => {
  it.each(Object.entries(HOSTILE))(
    'stop %s',
    (_, source) => {
      const compiled = compileExpression(source);
      expect(() => compiled.evaluate(aScope(), 0)).toThrow(
        expect.objectContaining({ code: 'EXPRESSION_LIMIT' }) as Error,
      );
    },
    20_000,
  );

  it('are the same every time, and leave nothing behind', () => {
    const compiled = compileExpression('$count($map([1..input], function($x){ $x }))', {
      limits: { ...EXPRESSION_LIMITS, work: 20_000 },
    });
    const most = (from: number, to: number): number => {
      if (to - from <= 1) return from;
      const middle = Math.floor((from + to) / 2);
      try {
        compiled.evaluate(aScope(middle), 0);
        return most(middle, to);
      } catch {
        return most(from, middle);
      }
    };
    expect(most(1, 10_000)).toBe(most(1, 10_000));
  });

  it.each(['/^(a+)+$/', '/(a|a)*c/', '/(.*)*x/', '/(a?){30}a{30}/'])('match %s in linear time', (regex) => {
    expect(compileExpression(`$contains($pad("a", 20000, "a") & "b", ${regex})`).evaluate(aScope(), 0)).toBeTypeOf(
      'boolean',
    );
  });

  it.each([
    ['too long', `"${'x'.repeat(70_000)}"`],
    ['nested too deeply', `${'('.repeat(30_000)}1${')'.repeat(30_000)}`],
    ['a copy of copies', `${'('.repeat(200)}a${' ?: b)'.repeat(200)}`],
  ])('refuse an expression that is %s', (_, source) => {
    expect(() => compileExpression(source)).toThrow(expect.objectContaining({ code: 'EXPRESSION_LIMIT' }) as Error);
  });

  it('refuse a regular expression that is too large', () => {
    expect(regexSize('a{3}(b{2}[c-e]){10}')).toBeGreaterThanOrEqual(3 + 10 * 3);
    expect(() => compileExpression('/((a{100}){100}){100}/')).toThrow(/too large/);
  });
});
