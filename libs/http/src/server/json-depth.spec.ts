import { describe, expect, it } from 'vitest';
import { isDeeperThan } from './json-depth.js';

describe('isDeeperThan', () => {
  it('counts arrays and objects that lie in one another, and not those beside', () => {
    expect(isDeeperThan('[{"a":[]}]', 3)).toBe(false);
    expect(isDeeperThan('[{"a":[]}]', 2)).toBe(true);
    expect(isDeeperThan('[[],[],{},[]]', 2)).toBe(false);
  });

  it('does not count what stands in strings', () => {
    expect(isDeeperThan('["[[[[", "\\"[[[[", "\\\\"]', 1)).toBe(false);
    expect(isDeeperThan('["\\\\", [[]]]', 2)).toBe(true);
  });
});
