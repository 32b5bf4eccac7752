import { describe, expect, it } from 'vitest';
import { syntaxProblem } from './check-syntax.js';

describe('the check of syntax', () => {
  it.each([
    'return 1',
    'const x = await input.then; return { x };',
    'for await (const x of input) console.log(x)',
    'return "{{ input.a }}"',
    'return /(?<year>[0-9]{4})/v.exec(input)?.groups.year ?? null // the last line',
  ])('takes %s', (source) => {
    expect(syntaxProblem(source)).toBeNull();
  });

  it.each([
    ['return 1 +* 2', "Unexpected token '*' (line 1)"],
    ['const a = 1;\n\nconst a = 2;', "Identifier 'a' has already been declared (line 3)"],
    ['let input = 1', "Identifier 'input' has already been declared (line 1)"],
    ['if (input) {\n  return 1;\n', 'Unexpected end of input (line 3)'],
    ['return (', "Unexpected token '}' (line 1)"],
    ['with (input) {}', 'Strict mode code may not include a with statement (line 1)'],
    ['import fs from "fs"', 'Cannot use import statement outside a module (line 1)'],
    ['return /(/', 'Invalid regular expression: /(/: Unterminated group (line 1)'],
    ['return 1 }); (function () {', "Unexpected token ')' (line 1)"],
  ])('says what is wrong with %j, and in which line', (source, problem) => {
    expect(syntaxProblem(source)).toBe(problem);
  });

  it.each(['(', '[', '{', '`${', '()=>{', 'class A{x='])(
    'finds that 60,000 characters of %j are wrong, and soon',
    (part) => {
      expect(syntaxProblem(part.repeat(60_000 / part.length))).not.toBeNull();
    },
  );

  it('runs nothing', () => {
    expect(syntaxProblem('} throw new Error("it ran"); {')).toBeNull();
  });
});
