import { describe, expect, it } from 'vitest';
import { aStore } from '../../test/a-store.js';
import { behind } from '../../test/behind.js';
import { aWaitingFlow, aWaitingRun, eventServices } from '../../test/event-services.js';
import { aRun, runsDatabase } from '../../test/runs-database.js';

async function scene() {
  const { sql } = await runsDatabase();
  const { store } = aStore(sql);
  const kept = async (runId: string) =>
    (await store.readEvents(runId, ['paid'], 0)).map(({ payload, broadcast }) => ({ payload, broadcast }));
  return { sql, store, kept, ...eventServices(sql) };
}

const PUBLISHED = [{ payload: { id: 7 }, broadcast: true }];

describe('publishing an event', () => {
  it('leaves it to all runs that wait for its name, of whatever flow, and wakes them', async () => {
    const { sql, publishes, kept, woken } = await scene();
    const [one, two] = [await aWaitingFlow(sql, { event: 'paid' }), await aWaitingFlow(sql, { event: 'paid' })];
    const waiting = [await aWaitingRun(sql, one, 'paid'), await aWaitingRun(sql, two, 'paid', 'paid')];
    const others = [await aWaitingRun(sql, one, 'shipped'), await aRun(sql, one)];
    const outcome = await publishes.publish({ name: 'paid', payload: { id: 7 } });
    expect(outcome).toEqual({ sent: 2, duplicate: 0, refused: 0 });
    expect(await Promise.all(waiting.map(kept))).toEqual([PUBLISHED, PUBLISHED]);
    expect(await Promise.all(others.map(kept))).toEqual([[], []]);
    expect(new Set(woken)).toEqual(new Set(waiting));
  });

  it('leaves out runs whose versions ask for another payload, and counts them', async () => {
    const { sql, publishes, kept } = await scene();
    const strict = await aWaitingFlow(sql, { event: 'paid', schema: { required: ['amount'], type: 'object' } });
    const lax = await aWaitingFlow(sql, { event: 'paid' });
    const runs = [await aWaitingRun(sql, strict, 'paid'), await aWaitingRun(sql, lax, 'paid')];
    expect(await publishes.publish({ name: 'paid', payload: { id: 7 } })).toEqual({
      sent: 1,
      duplicate: 0,
      refused: 1,
    });
    expect(await Promise.all(runs.map(kept))).toEqual([[], PUBLISHED]);
  });

  it('leaves one with the same id to a run once, and counts the runs that have it', async () => {
    const { sql, publishes, sends, kept } = await scene();
    const flow = await aWaitingFlow(sql, { event: 'paid' });
    const runs = [await aWaitingRun(sql, flow, 'paid'), await aWaitingRun(sql, flow, 'paid')];
    await sends.send(runs[0]!, { name: 'paid', id: 'e-1' });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => publishes.publish({ name: 'paid', payload: { id: 7 }, id: 'e-1' })),
    );
    expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(outcomes.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(9);
    expect(await kept(runs[1]!)).toEqual(PUBLISHED);
  });

  it.each([
    ['takes another event meanwhile', 'delete from run_waits where run_id = $1'],
    ['ends meanwhile', `update runs set status = 'cancelled', finished_at = now() where id = $1`],
  ])('is for those who wait at that moment, and not for a run that %s', async (_, text) => {
    const { sql, publishes, kept } = await scene();
    const runId = await aWaitingRun(sql, await aWaitingFlow(sql, { event: 'paid' }), 'paid');
    const publish = () => publishes.publish({ name: 'paid', payload: { id: 7 } });
    const outcome = await behind(sql, runId, (other) => other.query({ text }, [runId]), publish);
    expect(outcome).toEqual({ sent: 0, duplicate: 0, refused: 0 });
    expect(await kept(runId)).toEqual([]);
  });

  it('refuses a payload that nobody could keep', async () => {
    const { publishes } = await scene();
    await expect(publishes.publish({ name: 'paid', payload: ['\0'] })).rejects.toMatchObject({ code: 'EVENT_INVALID' });
  });
});
