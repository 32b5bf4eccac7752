import { expect, it } from 'vitest';
import { timeMs } from './time-ms.js';

it.each([
  ['2026-11-21T08:30:00Z', Date.UTC(2026, 10, 21, 8, 30)],
  ['2026-11-21T08:30:00.250+02:00', Date.UTC(2026, 10, 21, 6, 30, 0, 250)],
  ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
])('reads %s', (text, ms) => {
  expect(timeMs(text)).toBe(ms);
});

it.each([
  '',
  'now',
  '2026',
  '2026-11-21',
  '2026-W01-1',
  '2026-W01-1T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21T08:60:00Z',
  '2026-11-21T08:30:00',
  '2026-11-21T08:30:00+99:00',
])('takes %j for no time', (text) => {
  expect(timeMs(text)).toBeNull();
});
