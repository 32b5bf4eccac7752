import { expect, it } from 'vitest';
import { MAX_NAME, nameOfCopy } from './flow-copy.service.js';

it('the name of a copy is no longer than a name may be, and breaks no character', () => {
  expect(nameOfCopy('Orders')).toBe('Orders (copy)');
  expect(nameOfCopy('x'.repeat(MAX_NAME))).toBe(`${'x'.repeat(MAX_NAME - 7)} (copy)`);
  const pairs = nameOfCopy('\u{1f600}'.repeat(MAX_NAME / 2));
  expect(pairs.isWellFormed()).toBe(true);
  expect(pairs.length).toBe(MAX_NAME - 1);
});
