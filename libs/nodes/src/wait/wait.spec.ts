import type { Json, JsonObject } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { waitExecutor } from './wait.executor.js';
import { waitType } from './wait.node-type.js';

const wait = (data: JsonObject, input: Json = {}) =>
  waitExecutor.awaitEvent(planNode('wait', { event: 'paid', ...data }), aScope({ input }), AT);

const matches = (match: Json, payload: Json, input: Json = {}) =>
  waitExecutor.matches(
    planNode('wait', { event: 'paid', match }),
    aScope({ input, event: { name: 'paid', id: 'e-1', payload } }),
    AT,
  );

describe('wait', () => {
  it('waits for the event by its name, without an end where no time-out is given', () => {
    expect(wait({})).toEqual({ event: 'paid', until: null });
  });

  it('waits until its time-out is over, by the clock of the node', () => {
    expect(wait({ timeout: '2d' }).until).toBe(AT + 2 * 86_400_000);
    expect(wait({ timeout: '{{ input.hours }}h' }, { hours: 3 }).until).toBe(AT + 3 * 3_600_000);
  });

  it.each([null, 5, 'soon', '200000d'])('fails with the time-out %j', (timeout) => {
    expect(thrown(() => wait({ timeout: '{{ input }}' }, timeout))).toMatchObject({ code: 'NODE_DATA_INVALID' });
  });

  it('takes any event where nothing is said, and else one for which `match` holds', () => {
    expect(waitExecutor.matches(planNode('wait', { event: 'paid' }), aScope(), AT)).toBe(true);
    const match = 'event.payload.order_id = input.order_id and event.id = "e-1" and event.name = "paid"';
    expect(matches(match, { order_id: 7 }, { order_id: 7 })).toBe(true);
    expect(matches(match, { order_id: 8 }, { order_id: 7 })).toBe(false);
    expect(matches('{{ event.payload.ok }}', {})).toBe(false);
  });

  it('finds names and time-outs that can never work before the flow runs', () => {
    const paths = (data: JsonObject) => waitType.check?.({ event: 'paid', ...data }).map(({ path }) => path);
    expect(paths({ event: 'paid.{{ input.id }}' })).toEqual(['event']);
    expect(paths({ event: ' paid' })).toEqual(['event']);
    expect(paths({ event: 'pa\nid' })).toEqual(['event']);
    expect(paths({ timeout: 'soon' })).toEqual(['timeout']);
    expect(paths({ event: 'order paid', timeout: '{{ input.hours }}h' })).toEqual([]);
  });
});
