import type { Plan } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { checkedInput } from './run-input.js';

const plan = (...problems: { path: string; message: string }[]) => ({ checkInput: () => problems }) as unknown as Plan;
const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as never;

describe('the input of a run', () => {
  it('is stored as it came', () => {
    expect(checkedInput(plan(), { z: [1, null], a: '\0' })).toBe(String.raw`{"z":[1,null],"a":"\u0000"}`);
  });

  it.each([
    ['', 'input'],
    ['n', 'input.n'],
    ['[2].n', 'input[2].n'],
    ['input.n', 'input.n'],
  ])('names the place of a problem below `input`: %j', (path, expected) => {
    const check = () => checkedInput(plan({ path, message: 'is wrong' }), {});
    expect(check).toThrow(
      expect.objectContaining({ code: 'RUN_INPUT_INVALID', details: [{ path: expected, message: 'is wrong' }] }),
    );
  });

  it('may be nested 500 deep, and no deeper', () => {
    expect(checkedInput(plan(), nested(500))).toHaveLength(1_000);
    expect(() => checkedInput(plan(), nested(502))).toThrow(expect.objectContaining({ code: 'RUN_INPUT_INVALID' }));
  });
});
