import { describe, expect, it } from 'vitest';
import { jsonbText, jsonText, plainText } from './storable.js';

describe('storable values', () => {
  it('keeps NUL in json, as its escape', () => {
    expect(jsonText({ a: '\0' })).toBe(String.raw`{"a":"\u0000"}`);
  });

  it('replaces NUL and lone surrogates where jsonb would refuse them, in keys too', () => {
    expect(JSON.parse(jsonbText({ 'k\0': ['\uD800x', { deep: 'a\0' }] }) ?? '')).toEqual({
      'k\uFFFD': ['\uFFFDx', { deep: 'a\uFFFD' }],
    });
  });

  it('leaves a backslash that only looks like an escape as it is', () => {
    const value = { text: String.raw`\u0000` };
    expect(JSON.parse(jsonbText(value) ?? '')).toEqual(value);
  });

  it('has no text for what is not there', () => {
    expect(jsonText(undefined)).toBeNull();
    expect(jsonText(null)).toBe('null');
  });

  it('replaces NUL in plain text', () => {
    expect(plainText('a\0b')).toBe('a\uFFFDb');
  });
});
