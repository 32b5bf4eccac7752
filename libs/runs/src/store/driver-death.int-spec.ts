import { describe, expect, it } from 'vitest';
import { aStore } from '../../test/a-store.js';
import { type Death, driveToEnd, drivingPorts, mortalStore, Outside, TWO_CALLS } from '../../test/driven.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

const END = { sum: 112, c: 1_000 };

async function scene() {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql, { definition: TWO_CALLS });
  const record = async (runId: string) => {
    const [run] = await sql.query({ text: 'select status, output, seq, epoch, log from runs where id = $1' }, [runId]);
    const events = await sql.query<{ seq: number; type: string; path: string | null }>(
      { text: 'select seq, type, path from run_events where run_id = $1 order by seq' },
      [runId],
    );
    const steps = await sql.query<{ path: string; status: string }>(
      { text: 'select path, status from run_steps where run_id = $1 order by path, attempt' },
      [runId],
    );
    return { run, events, steps };
  };
  /** A driver that dies, then one that does not. */
  const followed = async (death: Death) => {
    const runId = await aRun(sql, flow, { input: { n: 1 } });
    const outside = new Outside(sql);
    const mortal = mortalStore(aStore(sql).store, death);
    const first = driveToEnd(drivingPorts(sql, mortal.store, outside, runId), runId).then(() => 'ended' as const);
    const survived = (await Promise.race([first, mortal.died.then(() => 'died' as const)])) === 'ended';
    const recorded = (await record(runId)).steps.filter(({ status }) => status === 'success').map(({ path }) => path);
    const before = outside.calls.length;
    await driveToEnd(drivingPorts(sql, aStore(sql).store, outside, runId), runId);
    return { ...(await record(runId)), survived, recorded, outside, again: outside.calls.slice(before) };
  };
  return { sql, flow, record, followed };
}

describe('a driver on PostgreSQL', () => {
  it('carries a run to its end', async () => {
    const { followed } = await scene();
    const { run, outside, events } = await followed({ at: Infinity, when: 'before' });
    expect(run).toMatchObject({ status: 'success', output: END, log: expect.stringMatching(/INFO sum is 112\n$/) });
    expect(outside.calls.toSorted()).toEqual(['a', 'b', 'c']);
    expect(events.at(-1)).toMatchObject({ type: 'run.succeeded', seq: events.length });
  });

  it.each(['before', 'after'] as const)(
    'may die %s any of its calls to the store: the next one ends the run alike',
    async (when) => {
      const { followed } = await scene();
      let survived = false;
      for (let at = 1; !survived; at += 1) {
        const got = await followed({ at, when });
        survived = got.survived;
        expect(got.run).toMatchObject({ status: 'success', output: END });
        expect(got.events.map(({ seq }) => seq)).toEqual(got.events.map((_, index) => index + 1));
        const succeeded = got.events.filter(({ type }) => type === 'node.succeeded').map(({ path }) => path);
        expect(new Set(succeeded).size).toBe(succeeded.length);
        expect(got.outside.unmarked).toEqual([]);
        expect(got.again.filter((path) => got.recorded.includes(path))).toEqual([]);
      }
    },
  );

  it('does not stop another that drives the same run at the same time from ending it once', async () => {
    const { sql, flow, record } = await scene();
    for (let n = 0; n < 5; n += 1) {
      const runId = await aRun(sql, flow, { input: { n: 1 } });
      const outside = new Outside(sql);
      const drivers = [1, 2, 3].map(() => driveToEnd(drivingPorts(sql, aStore(sql).store, outside, runId), runId));
      await Promise.all(drivers);
      const { run, events } = await record(runId);
      expect(run?.['status']).toMatch(/success|failed/);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(events.filter(({ type }) => /^run\.(succeeded|failed)$/.test(type))).toHaveLength(1);
    }
  });
});
