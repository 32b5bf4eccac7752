import { durationMs } from '@app/definition';
import { expect, it } from 'vitest';
import { durationText } from './duration-text.js';

it.each([
  [0, '0s'],
  [1, '1ms'],
  [61_250, '1m1s250ms'],
  [90_000_000, '1d1h'],
])('writes %i ms as %s, which the flow language reads as the same', (ms, text) => {
  expect(durationText(ms)).toBe(text);
  expect(durationMs(text)).toBe(ms);
});
