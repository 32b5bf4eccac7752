import type { Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { checkOutput } from './output-limit.js';

const nested = (levels: number): Json => {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
};

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error;

describe('the limit of outputs', () => {
  it('counts bytes of JSON exactly, whatever its quick bound says', () => {
    const output = { text: 'ä'.repeat(100), list: [1, 2, null, true] };
    const bytes = Buffer.byteLength(JSON.stringify(output));
    expect(() => checkOutput(output, bytes)).not.toThrow();
    expect(() => checkOutput(output, bytes - 1)).toThrow(code('OUTPUT_TOO_LARGE'));
  });

  it('refuses a list that is too long', () => {
    expect(() =>
      checkOutput(
        Array.from({ length: 1000 }, () => 0),
        1000,
      ),
    ).toThrow(code('OUTPUT_TOO_LARGE'));
  });

  it('refuses an output that is nested too deeply, small or large, and never overflows the stack', () => {
    expect(() => checkOutput(nested(500), 1_000_000)).not.toThrow();
    expect(() => checkOutput(nested(501), 1_000_000)).toThrow(code('OUTPUT_NOT_STORABLE'));
    expect(() => checkOutput(nested(200_000), 100)).toThrow(code('OUTPUT_NOT_STORABLE'));
  });
});
