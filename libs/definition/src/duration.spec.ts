import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, MAX_DURATION_MS } from './duration.js';

describe('durationMs', () => {
  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['0s', 0],
    ['1w', 604_800_000],
    ['PT30S', 30_000],
    ['P1DT12H', 129_600_000],
    ['PT0.5S', 500],
    ['P2W', 1_209_600_000],
  ])('reads %s as %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each([
    '',
    'P',
    'PT',
    'P1Y',
    'P1M',
    'P1DT',
    '1',
    's',
    '30 s',
    '30S',
    '1m1h',
    '-5s',
    '1e3s',
    '{{ x }}',
    '5s\n',
    '999999999999999w',
  ])('knows that %j is none', (text) => expect(durationMs(text)).toBeNull());

  it('reads both forms of the same duration alike', () => {
    const part = fc.nat({ max: 999 });
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        const ms = (((d * 24 + h) * 60 + m) * 60 + s) * 1_000;
        expect(durationMs(`${d}d${h}h${m}m${s}s`)).toBe(ms);
        expect(durationMs(`P${d}DT${h}H${m}M${s}S`)).toBe(ms);
      }),
    );
  });

  it('never gives more than a hundred years', () => {
    expect(durationMs(`${MAX_DURATION_MS}ms`)).toBe(MAX_DURATION_MS);
    expect(durationMs(`${MAX_DURATION_MS + 1}ms`)).toBeNull();
  });
});
