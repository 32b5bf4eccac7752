import { describe, expect, it } from 'vitest';
import { parseIfMatch } from './if-match.js';

describe('parseIfMatch', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['"3"', [3]],
    ['3', [3]],
    ['"3", "4"', [3, 4]],
    ['W/"3"', []],
    ['"abc"', []],
    ['', []],
    ['"99999999999"', []],
  ])('reads %j as %j', (header, versions) => {
    expect(parseIfMatch(header)).toEqual(versions);
  });
});
