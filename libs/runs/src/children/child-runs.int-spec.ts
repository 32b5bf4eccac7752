import { AppError } from '@app/errors';
import type { RunStore } from '@app/engine';
import type { Call } from '@app/engine-testing';
import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { FamilyDriver, relatives } from '../../test/a-family.js';
import { aStore } from '../../test/a-store.js';
import { type Death, mortalStore } from '../../test/driven.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

/** A parent that calls `child` for two items, each of which fails at first, and starts `leaf` without waiting. */
async function scene() {
  const { sql } = await runsDatabase();
  const publish = (id: string, slug: string) =>
    sql.query({ text: `update flows set slug = $2, published_version = 1, status = 'active' where id = $1` }, [
      id,
      slug,
    ]);
  const named = async (slug: string, definition: unknown) => {
    const flow = await aFlow(sql, { definition });
    await publish(flow.id, slug);
    return flow;
  };
  await named('leaf', aDefinition([{ id: 'end', type: 'end', data: { output: { leaf: '{{ input }}' } } }]));
  await named(
    'child',
    aDefinition([
      { id: 'ask', type: 'http', data: { url: 'http://a.example/' } },
      { id: 'inner', type: 'subflow', data: { flow: 'leaf', input: '{{ nodes.ask.output.n }}' } },
      { id: 'end', type: 'end', data: { output: '{{ nodes.inner.output }}' } },
    ]),
  );
  const parent = await named(
    'parent',
    aDefinition(
      [
        { id: 'each', type: 'map', data: { items: [1, 2] } },
        {
          id: 'call',
          type: 'subflow',
          parentId: 'each',
          data: { flow: 'child', input: { n: '{{ item }}' }, retry: { max_attempts: 2, initial_interval: '1ms' } },
        },
        { id: 'fire', type: 'subflow', data: { flow: 'leaf', input: 'fired', wait: false } },
        { id: 'end', type: 'end', data: { output: '{{ nodes.each.output }}' } },
      ],
      [
        ['each', 'fire'],
        ['fire', 'end'],
      ],
    ),
  );
  const begin = () => aRun(sql, parent);
  /** What the family of a run must have come to, whatever befell those who drove it. */
  const expectWhole = async (rootId: string) => {
    const family = await relatives(sql, rootId);
    const at = (id: string | null) => family.find((each) => each.id === id);
    const name = ({ parent: of, path, attempt }: (typeof family)[number]) =>
      [at(of)?.path, path, attempt].filter((part) => part !== null && part !== undefined).join(' ');
    const ended = family.map((each): [string, string] => [name(each), each.status]);
    expect(ended.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['', 'success'],
      ['each[0].call 1', 'failed'],
      ['each[0].call 2', 'success'],
      ['each[0].call inner 1', 'success'],
      ['each[1].call 1', 'failed'],
      ['each[1].call 2', 'success'],
      ['each[1].call inner 1', 'success'],
      ['fire 1', 'success'],
    ]);
    expect(family[0]?.output).toEqual([{ call: { leaf: 1 } }, { call: { leaf: 2 } }]);
    for (const { seqs } of family) expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  };
  return { sql, begin, expectWhole };
}

/** So many at a time, each with the next number, until one of them says that there is no more. */
async function forEachMoment(work: (at: number) => Promise<boolean>): Promise<void> {
  let [at, more] = [0, true];
  const next = async (): Promise<void> => {
    while (more) more = (await work((at += 1))) && more;
  };
  await Promise.all(Array.from({ length: 6 }, next));
}

describe('runs within runs', () => {
  it('come to their ends together', async () => {
    const { sql, begin, expectWhole } = await scene();
    const rootId = await begin();
    await new FamilyDriver(sql, aStore(sql).store).drive(rootId);
    await expectWhole(rootId);
  });

  it.each(['before', 'after'] as const)(
    'are one for each attempt, where their process dies %s any call to the store',
    async (when) => {
      const { sql, begin, expectWhole } = await scene();
      await forEachMoment(async (at) => {
        const rootId = await begin();
        const death: Death = { at, when };
        const mortal = mortalStore(aStore(sql).store, death);
        const survived = new FamilyDriver(sql, mortal.store).drive(rootId).then(() => true);
        const more = !(await Promise.race([survived, mortal.died.then(() => false)]));
        await new FamilyDriver(sql, aStore(sql).store).drive(rootId);
        await expectWhole(rootId);
        return more;
      });
    },
    120_000,
  );

  it.each(['before', 'after'] as const)(
    'are one for each attempt, where any call to PostgreSQL fails %s it was carried out',
    async (when) => {
      const { sql, begin, expectWhole } = await scene();
      await forEachMoment(async (at) => {
        const rootId = await begin();
        const { store, call, failed } = failingStore(aStore(sql).store, { at, when });
        await new FamilyDriver(sql, store, call).drive(rootId);
        await expectWhole(rootId);
        return failed();
      });
    },
    120_000,
  );

  it('are one for each attempt, where several processes drive them at the same time', async () => {
    const { sql, begin, expectWhole } = await scene();
    for (let n = 0; n < 5; n += 1) {
      const rootId = await begin();
      await Promise.all([1, 2, 3].map(() => new FamilyDriver(sql, aStore(sql).store).drive(rootId)));
      await expectWhole(rootId);
    }
  });
});

/** A store of which one call fails, as one does whose connection broke; other calls may be among its own. */
function failingStore(store: RunStore, { at, when }: Death) {
  let calls = 0;
  const call: Call = async (work) => {
    calls += 1;
    if (calls !== at) return work();
    if (when === 'after') await work();
    throw new AppError('DATABASE_UNAVAILABLE');
  };
  return {
    call,
    failed: () => calls >= at,
    store: {
      take: (runId) => call(() => store.take(runId)),
      outcome: (runId) => call(() => store.outcome(runId)),
      write: (write) => call(() => store.write(write)),
      readInbox: (runId) => call(() => store.readInbox(runId)),
      readEvents: (runId, names, after) => call(() => store.readEvents(runId, names, after)),
      results: (runId, paths, whole) => call(() => store.results(runId, paths, whole)),
    } satisfies RunStore,
  };
}
