import type { Json, JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { delayExecutor } from './delay.executor.js';
import { delayType } from './delay.node-type.js';

const until = (data: JsonObject, input: Json = null) =>
  delayExecutor.until(planNode('delay', data), aScope({ input }), AT);
const invalid = expect.objectContaining({ code: 'NODE_DATA_INVALID' }) as Error;

describe('delay', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['PT30S', 30_000],
    ['2d', 172_800_000],
  ])('waits %s from the clock of the node on', (duration, ms) => {
    expect(until({ duration })).toBe(AT + ms);
  });

  it('takes a duration that is made by a template', () => {
    expect(until({ duration: '{{ input.days }}d' }, { days: 3 })).toBe(AT + 3 * 86_400_000);
  });

  it.each([
    ['2030-01-01T10:00:00Z', AT + 3_600_000],
    ['2030-01-01T12:00:00+02:00', AT + 3_600_000],
    ['2030-01-02', AT + 15 * 3_600_000],
  ])('waits until %s', (time, expected) => {
    expect(until({ until: '{{ input }}' }, time)).toBe(expected);
  });

  it('goes on at once when the time has passed', () => {
    expect(until({ until: '{{ input }}' }, '2001-01-01T00:00:00Z')).toBe(AT);
  });

  it.each([30, '30', '', 'soon', '-5s', null, {}, '200000d'])('refuses the duration %j', (duration) => {
    expect(() => until({ duration: '{{ input }}' }, duration)).toThrow(invalid);
  });

  it.each([
    1_900_000_000_000,
    '2030-01-01T10:00:00',
    '2030-02-30T10:00:00Z',
    '2030-13-01',
    'tomorrow',
    null,
    '2230-01-01T00:00:00Z',
  ])('refuses the time %j', (time) => {
    expect(() => until({ until: '{{ input }}' }, time)).toThrow(invalid);
  });

  it('finds values that can never work before the flow runs', () => {
    expect(delayType.check?.({ duration: 'soon' })).toMatchObject([{ path: 'duration' }]);
    expect(delayType.check?.({ duration: '200000d' })).toMatchObject([{ path: 'duration' }]);
    expect(delayType.check?.({ until: '2030-01-01T10:00' })).toMatchObject([{ path: 'until' }]);
    expect(delayType.check?.({ duration: '{{ input.x }}' })).toEqual([]);
  });
});
