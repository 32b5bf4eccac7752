import type { Json } from '@app/definition';
import { describe, expect, it } from 'vitest';
import { ran, told } from '../../test/a-test.js';

const failsToShip = { ship: { error: { code: 'LOST' } }, charge: { output: 1 } };

describe('a test of a flow', () => {
  it('passes where everything is as expected', async () => {
    const outcome = await ran({
      status: 'success',
      output: { sent: [{ ship: { sent: true } }, { ship: { sent: true } }], for: 5 },
      output_contains: { for: 5 },
      holds: [
        'output.for = input.amount',
        '$count(steps[node="ship"]) = 2',
        'nodes.charge.output.paid',
        'env.REGION = "eu"',
      ],
      path: {
        ran: ['charge', 'parcels[1].ship', 'parcels[0]'],
        did_not_run: ['review', 'refund', 'parcels[2].ship'],
        only: ['charge', 'large', 'pack', 'ship', 'done'],
        in_order: ['charge', 'pack', 'ship', 'ship', 'done'],
      },
      duration: { min: '1d', max: 'P1DT2S' },
    });
    expect(told(outcome)).toEqual([]);
    expect(outcome.run).toMatchObject({ status: 'success', durationMs: 86_402_000, steps: [], unmocked: [] });
  });

  it('expects success where it says nothing', async () => {
    const outcome = await ran({}, { mocks: failsToShip });
    expect(told(outcome)).toEqual(['expect.status: is failed, with LOST: The mock fails.; expected success']);
    expect(outcome.failures[0]).toMatchObject({ expected: 'success', actual: 'failed' });
    expect(outcome.run?.steps).toContainEqual(
      expect.objectContaining({ path: 'parcels[0].ship', nodeId: 'ship', attempt: 1, status: 'failed' }),
    );
  });

  it('expects a failure where it names an error', async () => {
    const mocks = failsToShip;
    expect(told(await ran({ error: { code: 'LOST', path: 'parcels[0].ship' } }, { mocks }))).toEqual([]);
    expect(told(await ran({ error: { code: 'BROKEN', path: 'ship' } }, { mocks }))).toEqual([
      'expect.error.code: is LOST, expected BROKEN',
      'expect.error.path: is parcels[0].ship, expected ship',
    ]);
    expect(told(await ran({ error: { code: 'LOST' } }))).toEqual([
      'expect.status: is success; expected failed',
      'expect.error.code: is not there, expected LOST',
    ]);
  });

  it('sees what is undone, and in which order', async () => {
    const mocks = failsToShip;
    const path = { ran: ['refund'], in_order: ['ship', 'refund'] };
    expect(told(await ran({ status: 'failed', path }, { mocks }))).toEqual([]);
  });

  it('says for what a run waits that does not end', async () => {
    const large = { input: { amount: 500, parcels: [] } };
    const outcome = await ran({ path: { ran: ['review'] } }, large);
    expect(told(outcome)).toEqual([]);
    expect(outcome.run?.durationMs).toBe(7 * 86_400_000 + 2_000);
    expect(told(await ran({ status: 'cancelled' }, { ...large, cancelAfter: '1d' }))).toEqual([]);
  });

  it('says by place how an output differs, whole or in part', async () => {
    expect(told(await ran({ output: { for: 6, sent: [] }, output_contains: { sent: [{}, { ship: null }] } }))).toEqual([
      'expect.output.for: is 5, expected 6',
      'expect.output.sent: has 2 items, expected 0 items',
      'expect.output_contains.sent[1].ship: is {"sent":true}, expected null',
    ]);
    expect(told(await ran({ output: null }))).toEqual([
      expect.stringMatching(/^expect\.output: is \{.*, expected null$/),
    ]);
  });

  it('says which expressions do not hold, and what they gave', async () => {
    const holds = ['output.for > 100', 'nodes.refund', '$number("x") = 1', 'status = "success"'];
    const outcome = await ran({ holds });
    expect(told(outcome)).toEqual([
      'expect.holds[0]: does not hold: `output.for > 100` gives false, expected true',
      'expect.holds[1]: does not hold: `nodes.refund` gives null, expected true',
      expect.stringMatching(/^expect\.holds\[2\]: `\$number\("x"\) = 1` cannot be evaluated, expected true: /),
    ]);
  });

  it('says which nodes ran otherwise', async () => {
    const path = { ran: ['review', 'parcels[7].ship'], did_not_run: ['ship'], only: ['charge', 'ship'] };
    const outcome = await ran({ path });
    expect(told(outcome)).toEqual([
      'expect.path.ran[0]: `review` did not run (omitted), expected it to',
      'expect.path.ran[1]: `parcels[7].ship` did not run (not reached), expected it to',
      'expect.path.did_not_run[0]: `ship` ran (parcels[0].ship, parcels[1].ship), expected it not to',
      'expect.path.only: large, parcels[0].pack, parcels[1].pack, done ran, expected nothing but charge, ship',
    ]);
    expect(outcome.failures[0]).toMatchObject({ expected: 'ran', actual: 'omitted' });
  });

  it('says which order was another one', async () => {
    const order = async (...names: string[]) => told(await ran({ path: { in_order: names } }));
    expect(await order('ship', 'charge')).toEqual([
      'expect.path.in_order[1]: `charge` began before `ship`, expected it to begin after `ship`: the order is charge, parcels[0].ship, parcels[1].ship',
    ]);
    expect(await order('charge', 'charge')).toHaveLength(1);
    expect(await order('charge', 'review')).toEqual([
      'expect.path.in_order[1]: `review` did not run, expected it to begin after `charge`',
    ]);
    expect(await order('parcels[0].pack', 'parcels[1].pack')).toEqual([]);
    expect(await order('parcels[1].pack', 'parcels[0].pack')).toHaveLength(1);
  });

  it('says how long the run took in virtual time', async () => {
    expect(told(await ran({ duration: { min: '2d' } }))).toEqual([
      'expect.duration.min: is 1d2s, expected at least 2d',
    ]);
    expect(told(await ran({ duration: { max: '1d' } }))).toEqual(['expect.duration.max: is 1d2s, expected at most 1d']);
    expect(told(await ran({ duration: { min: '1d2s', max: '1d2s' } }))).toEqual([]);
  });

  it('counts a node once in its order, however often it was tried', async () => {
    const charge: Json[] = [{ error: { code: 'HTTP_STATUS', retryable: true } }, { output: {} }];
    const mocks = { charge, ship: {} };
    const expected = { holds: ['$count(steps[node="charge"]) = 2'], path: { in_order: ['charge', 'large'] } };
    expect(told(await ran(expected, { mocks }))).toEqual([]);
    expect(told(await ran({ path: { in_order: ['charge', 'charge'] } }, { mocks }))).toHaveLength(1);
  });
});
