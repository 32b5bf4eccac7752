import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { aTest, ran, ranAll, told } from '../../test/a-test.js';

describe('running tests', () => {
  it('gives to each what a run would be given: events, a cancel, a time', async () => {
    const waits = aDefinition(
      [
        { id: 'w', type: 'wait', data: { event: 'paid' } },
        { id: 'at', type: 'transform', data: { output: { day: '{{ $now() }}', paid: '{{ nodes.w.output }}' } } },
      ],
      [['w', 'at', 'received']],
    );
    const startAt = '2030-01-01T00:00:00Z';
    const events = [{ name: 'paid', payload: 7, after: '1d' }];
    const output = { at: { day: '2030-01-02T00:00:00.000Z', paid: 7 } };
    const outcomes = await ranAll(
      [
        aTest({ startAt, events, expectations: { output } }),
        aTest({ expectations: { status: 'waiting' } }),
        aTest({ cancelAfter: '1h', expectations: { status: 'cancelled', duration: { max: '1h' } } }),
      ],
      waits,
    );
    expect(outcomes.map(told)).toEqual([[], [], []]);
    expect(outcomes[1]?.run?.waitingFor).toEqual([{ path: 'w', node: 'w', type: 'wait' }]);
  });

  it('fails a test whose nodes are gone since it was written, and runs it all the same', async () => {
    const [outcome] = await ranAll([
      aTest({
        input: { amount: 1, parcels: [] },
        mocks: { pay: {}, 'orders[0].ship': {} },
        expectations: { path: { ran: ['pay'] }, holds: ['nodes.pay.output = 1'], status: 'failed' },
      }),
    ]);
    expect(outcome && told(outcome)).toEqual([
      'mocks.pay: there is no node `pay`',
      'mocks.orders[0].ship: there is no node `orders`',
      'expect.path.ran[0]: there is no node `pay`',
      'expect.holds[0]: reads nodes.pay, and there is no such node',
      'expect.status: is success; expected failed',
      'expect.holds[0]: does not hold: `nodes.pay.output = 1` gives false, expected true',
      'expect.path.ran[0]: `pay` did not run (not reached), expected it to',
    ]);
  });

  it('fails a test whose input the flow refuses', async () => {
    const strict = aDefinition([
      { id: 's', type: 'start', data: { input_schema: { type: 'object', required: ['n'] } } },
    ]);
    const [outcome] = await ranAll([aTest()], strict);
    expect(outcome?.run).toBeNull();
    expect(outcome && told(outcome)).toEqual([expect.stringMatching(/^input.*: is refused by the flow: /)]);
  });

  it('fails a test that passes a limit of simulations, and runs the others', async () => {
    const century = aDefinition([
      { id: 'a', type: 'delay', data: { duration: '{{ input.days & "d" }}' } },
      { id: 'b', type: 'delay', data: { duration: '20000d' } },
    ]);
    const outcomes = await ranAll([aTest({ input: { days: 20_000 } }), aTest({ input: { days: 1 } })], century);
    expect(outcomes.map(told)).toEqual([[expect.stringMatching(/^: was not run to its end: The run /)], []]);
  });

  it('does not begin a test when the time of all is over', async () => {
    const outcomes = await ranAll([aTest({ input: { amount: 1, parcels: [] } })], undefined, 0);
    expect(outcomes.map(told)).toEqual([[': was not run: the tests together took longer than 60 s']]);
  });

  it('leaves a large output out, and says so', async () => {
    const { run } = await ran({}, { mocks: { charge: {}, ship: { output: 'x'.repeat(70_000) } } });
    expect(run).toMatchObject({ status: 'success', output: null, outputLeftOut: true });
  });

  it('says which nodes had no mock', async () => {
    const { run } = await ran({}, { mocks: {}, input: { amount: 1, parcels: [1] } });
    expect(run?.unmocked).toEqual(['charge', 'ship']);
  });
});
