import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@app/definition';
import { aDefinition } from '@app/testing';
import { anEnd, aStore, aWrite } from '../../test/a-store.js';
import { anAdmission } from '../../test/an-admission.js';
import { carry, limitedRuns, overLimit } from '../../test/limited-runs.js';
import { aFlow, aVersion, runsDatabase } from '../../test/runs-database.js';

const withSettings = (settings: JsonObject) => aDefinition([{ id: 's', type: 'start', data: { settings } }]);
const limited = (concurrency: JsonObject) => withSettings({ concurrency: { key: '{{ input.key }}', ...concurrency } });

async function scene(definition: unknown) {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql, { definition });
  const apis = [anAdmission(sql), anAdmission(sql)] as const;
  const start = async (key: Json = 'k', api: 0 | 1 = 0, rest: object = {}) =>
    (await apis[api].admission.start({ flowId: flow.id, input: { key }, trigger: 'api', ...rest })).id;
  const outcome = (key: Json, api: 0 | 1 = 0) =>
    start(key, api).catch((error: unknown) => (error as { code?: string }).code ?? String(error));
  const claim = async () => (await aStore(sql).claims.claimQueued(100, 'w', 60_000)).map(({ runId }) => runId);
  const begin = async (id: string) => {
    const { store } = aStore(sql);
    const epoch = (await store.take(id))?.epoch ?? 0;
    await store.write(aWrite(id, { epoch, run: { status: 'waiting', startedAt: 1 } }));
  };
  const end = async (id: string) => {
    const { store } = aStore(sql);
    const epoch = (await store.take(id))?.epoch ?? 0;
    await store.write(aWrite(id, { epoch, events: [], run: anEnd() }));
  };
  const statuses = async () => {
    const rows = await sql.query<{ id: string; status: string }>({ text: 'select id, status from runs' });
    return new Map(rows.map(({ id, status }) => [id, status]));
  };
  const asked = async () =>
    (
      await sql.query<{ run_id: string }>({
        text: `select run_id from run_inbox where kind = 'cancel' order by run_id`,
      })
    ).map(({ run_id }) => run_id);
  return { sql, flow, apis, start, outcome, claim, begin, end, statuses, asked };
}

describe('a run that is admitted', () => {
  it('has the terms of its version', async () => {
    const settings = {
      priority: 2,
      retention: '2d',
      labels: { customer: '{{ input.key }}' },
      concurrency: { limit: 4, key: '{{ input.key }}' },
    };
    const { sql, start } = await scene(withSettings(settings));
    const id = await start('a', 0, { labels: { by: 'me' } });
    const columns = 'priority, labels, concurrency_key, concurrency_limit, permit, retention::text';
    expect(await sql.query({ text: `select ${columns} from runs where id = $1` }, [id])).toEqual([
      {
        priority: 2,
        labels: { customer: 'a', by: 'me' },
        concurrency_key: 'a',
        concurrency_limit: 4,
        permit: 'asked',
        retention: '48:00:00',
      },
    ]);
    expect(
      await sql.query({ text: 'select name, value from run_labels where run_id = $1 order by name' }, [id]),
    ).toEqual([
      { name: 'by', value: 'me' },
      { name: 'customer', value: 'a' },
    ]);
  });

  it('waits in the queue, however many there are', async () => {
    const { start, claim } = await scene(limited({ limit: 1 }));
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push(await start());
    expect(await claim()).toEqual([ids[0]]);
  });
});

describe('a limit that refuses', () => {
  it('lets in as many as it says, and no more, of many that come at once to two APIs', async () => {
    const { outcome, statuses } = await scene(limited({ limit: 2, on_limit: 'reject' }));
    const came = Array.from({ length: 120 }, (_, n) => outcome(`k${n % 20}`, n % 40 < 20 ? 0 : 1));
    const refused = (await Promise.all(came)).filter((each) => each === 'CONCURRENCY_LIMIT');
    expect(refused).toHaveLength(80);
    expect([...(await statuses()).values()]).toEqual(Array(40).fill('queued'));
  });

  it('waits for another API that is letting one in, and counts it', async () => {
    const { sql, flow, outcome } = await scene(limited({ limit: 1, on_limit: 'reject' }));
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
    let coming: Promise<string> | undefined;
    await sql.transaction(async (other) => {
      await other.query({ text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))' }, [`${flow.id}:k`]);
      let settled = false;
      coming = outcome('k').finally(() => (settled = true));
      await expect.poll(async () => settled || (await sql.query({ text: waiting })).length > 0).toBe(true);
      await limitedRuns(other, flow, [{}]);
    });
    expect(await coming).toBe('CONCURRENCY_LIMIT');
  });

  it('counts those that wait and those that are open, and lets one in when one has ended', async () => {
    const { sql, start, outcome, claim } = await scene(limited({ limit: 2, on_limit: 'reject' }));
    const first = await start();
    await claim();
    await start();
    expect(await outcome('k')).toBe('CONCURRENCY_LIMIT');
    await carry(sql, first, 0);
    expect(await outcome('k')).not.toBe('CONCURRENCY_LIMIT');
    expect(await outcome('k')).toBe('CONCURRENCY_LIMIT');
  });

  it('notices that the flow has a new version, or was archived', async () => {
    const { sql, flow, start, outcome } = await scene(limited({ limit: 1, on_limit: 'reject' }));
    await start();
    await aVersion(sql, flow.id, 2, limited({ limit: 2, on_limit: 'reject' }));
    expect(await outcome('k')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await outcome('k')).toBe('CONCURRENCY_LIMIT');
    await sql.query({ text: `update flows set status = 'archived'` });
    expect(await outcome('k')).toBe('FLOW_ARCHIVED');
  });
});

describe('a limit at which the oldest give way', () => {
  it('ends those that nobody has begun, asks the others to stop and wakes them; the new one waits for room', async () => {
    const { sql, apis, start, claim, begin, end, statuses, asked } = await scene(
      limited({ limit: 1, on_limit: 'cancel_oldest' }),
    );
    const first = await start();
    expect(await claim()).toEqual([first]);
    await begin(first);
    const second = await start();
    expect(await asked()).toEqual([first]);
    expect(apis[0].woken).toEqual([first]);
    const third = await start();
    expect(await statuses()).toEqual(
      new Map([
        [first, 'waiting'],
        [second, 'cancelled'],
        [third, 'queued'],
      ]),
    );
    expect(
      await sql.query({ text: `select run_id, data->'by' as by from run_events where type = 'run.cancelled'` }),
    ).toEqual([{ run_id: second, by: 'system' }]);
    expect(await sql.query({ text: 'select by from run_inbox' })).toEqual([{ by: 'system' }]);
    expect(await claim()).toEqual([]);
    await end(first);
    expect(await claim()).toEqual([third]);
  });

  it('leaves the youngest alone, and other keys', async () => {
    const { start, claim, begin, asked, statuses } = await scene(limited({ limit: 3, on_limit: 'cancel_oldest' }));
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push(await start());
    const other = await start('other');
    await claim();
    for (const id of [...ids, other]) await begin(id);
    const fourth = await start();
    expect(await asked()).toEqual(ids.slice(0, 1));
    const fifth = await start();
    expect(await asked()).toEqual(ids.slice(0, 2));
    expect([(await statuses()).get(fourth), (await statuses()).get(fifth)]).toEqual(['queued', 'queued']);
  });

  it('never has more open than it says, nor two that wait for each other, while many come, run and end', async () => {
    const { sql, outcome, statuses } = await scene(limited({ limit: 2, on_limit: 'cancel_oldest' }));
    const traffic = { over: false };
    const breaches: object[] = [];
    const dispatcher = async (worker: number): Promise<void> => {
      const own = aStore(sql);
      while (!traffic.over) {
        const claimed = await own.claims.claimQueued(3, `w${worker}`, 60_000);
        breaches.push(...(await overLimit(sql)));
        // One that gave way before it began is refused to its driver.
        await Promise.all(claimed.map(({ runId }, n) => carry(sql, runId, n + worker, own).catch(() => undefined)));
      }
    };
    const dispatchers = Array.from({ length: 4 }, (_, worker) => dispatcher(worker));
    const came = await Promise.all(Array.from({ length: 90 }, (_, n) => outcome(`k${n % 3}`, n % 2 === 0 ? 1 : 0)));
    traffic.over = true;
    await Promise.all(dispatchers);
    expect(came.filter((id) => !/^[0-9a-f-]{36}$/.test(id))).toEqual([]);
    expect(breaches).toEqual([]);
    const unfinished = [...(await statuses()).values()].filter((status) => status === 'queued');
    expect(unfinished.length).toBeLessThanOrEqual(6);
  });
});
