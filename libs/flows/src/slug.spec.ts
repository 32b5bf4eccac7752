import { describe, expect, it } from 'vitest';
import { freeSlug, isSlug, MAX_SLUG, slugOf } from './slug.js';

describe('a slug', () => {
  it.each([
    ['Order processing', 'order-processing'],
    ['  Crème brûlée -- №1!  ', 'creme-brulee-no1'],
    ['日本', 'flow'],
    ['', 'flow'],
    ['a'.repeat(100), 'a'.repeat(MAX_SLUG)],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
    ['018f4d2e-7a10-7c3e-9b1a-0123456789ab', 'flow'],
  ])('of the name %j is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    expect(isSlug(slugOf(name))).toBe(true);
  });

  it('that is taken gets the first free number, within the length', () => {
    expect(freeSlug('a', new Set())).toBe('a');
    expect(freeSlug('a', new Set(['a', 'a-2']))).toBe('a-3');
    const long = 'a'.repeat(MAX_SLUG);
    expect(freeSlug(long, new Set([long]))).toBe(`${'a'.repeat(MAX_SLUG - 2)}-2`);
  });

  it.each(['', 'A', 'a--b', '-a', 'a-', 'a b', 'é', 'a'.repeat(64)])('is never %j', (text) => {
    expect(isSlug(text)).toBe(false);
  });
});
