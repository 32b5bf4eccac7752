import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope } from '../../test/a-definition.js';
import type { Json } from '../json.js';
import { compileTemplate } from './compile-template.js';

const evaluate = (value: Json, input: unknown = null) => compileTemplate(value).evaluate(aScope(input), 0);

describe('compileTemplate', () => {
  it('keeps the type of a string that is one expression and nothing else', () => {
    expect(evaluate('{{ input }}', { a: [1] })).toEqual({ a: [1] });
    expect(evaluate('{{ input.x }}', {})).toBeNull();
    expect(evaluate({ a: ['{{ input }}', 1, null] }, true)).toEqual({ a: [true, 1, null] });
  });

  it('puts text in: strings as they are, nothing as nothing, all else as JSON', () => {
    const input = { s: 'x"y', n: 1.5, o: { a: [1] }, b: false };
    expect(evaluate('<{{input.s}}|{{input.n}}|{{input.o}}|{{input.b}}|{{input.none}}>', input)).toBe(
      '<x"y|1.5|{"a":[1]}|false|>',
    );
    expect(evaluate(' {{ input.n }}', input)).toBe(' 1.5');
  });

  it.each([
    ['{{ {"a":{"b":1}} }}', { a: { b: 1 } }],
    ['{{{"a":{"b":1}}}}', { a: { b: 1 } }],
    ['{{ "}}" }}', '}}'],
    ['{{ "}}\\"}}" & \'}}\' }}', '}}"}}}}'],
    ['{{ /* }} */ 1 }}', 1],
    ['{{ $replace("a}}b", /\\}\\}/, "-") }}', 'a-b'],
    ['{{ $replace("a/b", /[/]/, "-") }}', 'a-b'],
    ['{{ $replace("aab", /a{2}/, "-") }}', '-b'],
    ['{{ $replace("a\'b", /\'/, "-") }}', 'a-b'],
    ['{{ 6 / 2 }} and {{ 4/2/1 }}', '3 and 2'],
    ['{{ "a" in ["a"] }}', true],
    ['{{ {"}}": 1}.`}}` }}', 1],
    ['}} {{ "{{" }}', '}} {{'],
  ])('finds where the expression of %s ends', (template, value) => {
    expect(evaluate(template)).toEqual(value);
  });

  it.each(['{{ 1', '{{ "a }}', '{{ }}', 'x {{ 1 + }}', '{{ /* }}'])('refuses %s', (template) => {
    expect(() => compileTemplate(template)).toThrow(expect.objectContaining({ code: 'EXPRESSION_FAILED' }) as Error);
  });

  it('gives what holds no expression back as it is, and nobody can change it', () => {
    const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('{{'));
    fc.assert(
      fc.property(plain, (value) => {
        const given = evaluate(value as Json);
        expect(given).toEqual(JSON.parse(JSON.stringify(value)));
        expect(Object.isFrozen(given)).toBe(true);
      }),
    );
    expect(Object.getPrototypeOf(evaluate(JSON.parse('{"__proto__": {"a": "{{ 1 }}"}}') as Json))).toBe(
      Object.prototype,
    );
  });

  it('bounds all its expressions together', () => {
    const template = Array.from({ length: 100 }, () => '{{ $pad("x", 1e6) }}');
    expect(() => evaluate(template)).toThrow(expect.objectContaining({ code: 'EXPRESSION_LIMIT' }) as Error);
  });

  it('never fails but by its codes, whatever the text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{{',
        '}}',
        '"',
        "'",
        '`',
        '/',
        '{',
        '}',
        'a',
        '1',
        '+',
        '\\',
        '/*',
        '*/',
        ' ',
        '.',
        '(',
        ')',
        '$',
      ),
      { maxLength: 20 },
    );
    const codeOf = (template: string): string | undefined => {
      try {
        evaluate(template);
        return 'EXPRESSION_NONE';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(codeOf(parts.join(''))).toMatch(/^EXPRESSION_/);
      }),
      { numRuns: 2_000 },
    );
  });
});
