import { describe, expect, it } from 'vitest';
import { aStore } from '../../test/a-store.js';
import { behind } from '../../test/behind.js';
import { aWaitingFlow, aWaitingRun, eventServices } from '../../test/event-services.js';
import { aRun, runsDatabase } from '../../test/runs-database.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

async function scene() {
  const { sql } = await runsDatabase();
  const schema = { type: 'object', required: ['amount'] };
  const flow = await aWaitingFlow(sql, { event: 'paid', schema }, { event: 'shipped' });
  const { store } = aStore(sql);
  const kept = async (runId: string, name = 'shipped') => {
    const events = await store.readEvents(runId, [name], 0);
    return events.map(({ payload }) => payload);
  };
  return { sql, flow, store, kept, ...eventServices(sql) };
}

describe('sending an event to a run', () => {
  it('keeps it for the run, whatever the run is doing, in the order of sending', async () => {
    const { sql, flow, sends, kept, store, woken } = await scene();
    const runId = await aRun(sql, flow);
    for (const payload of [1, 'two', { three: [null] }]) await sends.send(runId, { name: 'shipped', payload });
    await sends.send(runId, { name: 'paid', payload: { amount: 1 }, id: 'p-1' });
    await sends.send(runId, { name: 'shipped' });
    expect(await kept(runId)).toEqual([1, 'two', { three: [null] }, null]);
    expect(await store.readEvents(runId, ['paid'], 0)).toMatchObject([
      { name: 'paid', payload: { amount: 1 }, eventId: 'p-1', broadcast: false },
    ]);
    expect(await store.readInbox(runId)).toEqual([]);
    expect(woken).toEqual([]);
  });

  it('wakes the workflow of a run that waits for its name, and no other', async () => {
    const { sql, flow, sends, woken } = await scene();
    const [waiting, other] = [await aWaitingRun(sql, flow, 'shipped'), await aWaitingRun(sql, flow, 'paid')];
    await Promise.all([waiting, other].map((runId) => sends.send(runId, { name: 'shipped' })));
    expect(woken).toEqual([waiting]);
  });

  it('takes one id once for each run, however many send it at once', async () => {
    const { sql, flow, sends, kept } = await scene();
    const [a, b] = [await aRun(sql, flow), await aRun(sql, flow)];
    const more = eventServices(sql).sends;
    const tries = Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? sends : more).send(n % 4 < 2 ? a : b, { name: 'shipped', payload: n, id: 'same' }),
    );
    expect((await Promise.all(tries)).filter((fresh) => fresh)).toHaveLength(2);
    expect([await kept(a), await kept(b)]).toMatchObject([{ length: 1 }, { length: 1 }]);
    expect(await sends.send(a, { name: 'shipped', id: 'other' })).toBe(true);
  });

  it('numbers the events of a run as they are committed: who reads on misses none', async () => {
    const { sql, flow, store } = await scene();
    const runId = await aRun(sql, flow);
    const senders = Array.from({ length: 4 }, () => eventServices(sql).sends);
    let sending = true;
    const sent = Promise.all(
      senders.map(async (sends, at) => {
        for (let n = 0; n < 100; n += 1) await sends.send(runId, { name: 'shipped', payload: `${at}/${n}` });
      }),
    ).finally(() => (sending = false));
    const seen: unknown[] = [];
    let upTo = 0;
    for (let last = false; !last;) {
      last = !sending;
      for (const { n, payload } of await store.readEvents(runId, ['shipped'], upTo)) {
        seen.push(payload);
        upTo = n;
      }
    }
    await sent;
    expect(seen).toHaveLength(400);
    for (const at of senders.keys()) {
      const own = seen.filter((payload) => String(payload).startsWith(`${at}/`));
      expect(own).toEqual(Array.from({ length: 100 }, (_, n) => `${at}/${n}`));
    }
  });

  it('refuses a name that no node waits for, and says which there are', async () => {
    const { sql, flow, sends } = await scene();
    const runId = await aRun(sql, flow);
    await expect(sends.send(runId, { name: 'Paid' })).rejects.toMatchObject({
      code: 'EVENT_UNKNOWN',
      message: 'The flow of the run waits for no event "Paid"; it waits for "paid", "shipped".',
      details: [{ path: 'name' }],
    });
  });

  it('refuses a payload that is not what the nodes ask for, and says where', async () => {
    const { sql, flow, sends } = await scene();
    const runId = await aRun(sql, flow);
    const refused = async (payload: never) => sends.send(runId, { name: 'paid', payload });
    await expect(refused({} as never)).rejects.toMatchObject({
      code: 'EVENT_INVALID',
      details: [{ path: 'payload.amount', message: 'is missing' }],
    });
    await expect(refused({ amount: '\0' } as never)).rejects.toMatchObject({ code: 'EVENT_INVALID' });
  });

  it('says RUN_ENDED for a run that has ended, also where it ends at the same moment, and RUN_NOT_FOUND for none', async () => {
    const { sql, flow, sends, kept } = await scene();
    await expect(sends.send(NOBODY, { name: 'paid' })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    const runId = await aRun(sql, flow);
    const end = { text: `update runs set status = 'cancelled', finished_at = now() where id = $1` };
    const send = () => sends.send(runId, { name: 'shipped' });
    await expect(behind(sql, runId, (other) => other.query(end, [runId]), send)).rejects.toMatchObject({
      code: 'RUN_ENDED',
    });
    await expect(send()).rejects.toMatchObject({ code: 'RUN_ENDED' });
    await expect(sends.send(runId, { name: 'nobody' })).rejects.toMatchObject({ code: 'RUN_ENDED' });
    expect(await kept(runId)).toEqual([]);
  });
});
