import { aDefinition, type NodeSketch } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { FamilyDriver, relatives } from '../../test/a-family.js';
import { aStore } from '../../test/a-store.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';
import { RunCanceller } from '../cancel/run-canceller.js';
import { RunEndRepository } from '../end/run-end.repository.js';

const SLOW = aDefinition([{ id: 'rest', type: 'delay', data: { duration: '{{ input.for }}' } }]);

/** A parent of these nodes, and a flow `slow` that waits for as long as it is told to. */
async function scene(...nodes: NodeSketch[]) {
  const { sql } = await runsDatabase();
  const slow = await aFlow(sql, { definition: SLOW });
  await sql.query({ text: `update flows set slug = 'slow', published_version = 1 where id = $1` }, [slow.id]);
  const parent = await aFlow(sql, { definition: aDefinition(nodes, []) });
  const own = aStore(sql);
  const driver = new FamilyDriver(sql, own.store);
  const ends = new RunEndRepository(sql);
  const cancel = (id: string) => new RunCanceller(ends, own.inbox).ask(id, { by: 'me', message: 'Enough.' }, sql);
  /** Begins a run, and all that it starts at once. */
  const begin = async () => {
    const rootId = await aRun(sql, parent);
    await driver.advance(rootId);
    for (const { id } of (await relatives(sql, rootId)).slice(1)) await driver.advance(id);
    return rootId;
  };
  const statuses = async (rootId: string) => (await relatives(sql, rootId)).map(({ path, status }) => [path, status]);
  const inbox = (id: string) =>
    sql.query({ text: 'select kind, by from run_inbox where run_id = $1 and taken_at is null' }, [id]);
  return { sql, slow, own, driver, ends, cancel, begin, parent, statuses, inbox };
}

const calls = (id: string, data: object = {}) => ({
  id,
  type: 'subflow',
  data: { flow: 'slow', input: { for: '1h' }, ...data },
});

describe('the end of a run', () => {
  it('asks the children that it waits for to stop, and their workflows are woken', async () => {
    const { driver, cancel, begin, statuses, own, sql } = await scene(calls('a'), calls('b', { wait: false }));
    const rootId = await begin();
    expect(await statuses(rootId)).toEqual([
      [null, 'waiting'],
      ['a', 'waiting'],
      ['b', 'waiting'],
    ]);
    expect(await cancel(rootId)).toEqual([rootId]);
    await driver.advance(rootId);
    const [, a] = await relatives(sql, rootId);
    await expect.poll(() => own.woken).toEqual([a?.id]);
    await driver.advance(a?.id ?? '');
    expect(await statuses(rootId)).toEqual([
      [null, 'cancelled'],
      ['a', 'cancelled'],
      ['b', 'waiting'],
    ]);
  });

  it('ends a child at once that nobody has begun', async () => {
    const { sql, parent, driver, cancel, statuses } = await scene(calls('a'));
    const rootId = await aRun(sql, parent);
    await driver.advance(rootId);
    await cancel(rootId);
    await driver.advance(rootId);
    await expect
      .poll(() => statuses(rootId))
      .toEqual([
        [null, 'cancelled'],
        ['a', 'cancelled'],
      ]);
  });

  it('is no reason to begin a child that was about to be started', async () => {
    const { begin, statuses } = await scene(calls('a'), { id: 'no', type: 'fail', data: {} });
    expect(await statuses(await begin())).toEqual([[null, 'failed']]);
  });

  it('reaches the children also where it is not its driver that ends it', async () => {
    const { ends, begin, inbox, sql } = await scene(calls('a'), calls('b', { wait: false }));
    const rootId = await begin();
    const [, a, b] = await relatives(sql, rootId);
    const error = { code: 'RUN_TERMINATED', message: 'Terminated.' };
    expect(await ends.end(rootId, { status: 'terminated', error })).toEqual([a?.id]);
    expect(await inbox(a?.id ?? '')).toEqual([{ kind: 'cancel', by: 'parent' }]);
    expect(await inbox(b?.id ?? '')).toEqual([]);
  });
});

describe('the time that a child has', () => {
  it('is the same for every driver', async () => {
    const { driver, begin, sql } = await scene(calls('a', { timeout: '1h' }));
    const rootId = await begin();
    const { wakeAt } = await driver.advance(rootId);
    const [{ started } = {}] = await sql.query<{ started: Date }>(
      { text: 'select started_at as started from run_steps where run_id = $1' },
      [rootId],
    );
    expect(wakeAt).toBe((started?.getTime() ?? 0) + 3_600_000);
    expect((await new FamilyDriver(sql, aStore(sql).store).advance(rootId)).wakeAt).toBe(wakeAt);
  });

  it('is over: it is asked to stop, and another may be tried', async () => {
    const retry = { max_attempts: 2, initial_interval: '1ms' };
    const { begin, statuses, sql } = await scene(calls('a', { timeout: '20ms', retry }));
    const rootId = await begin();
    await expect
      .poll(() => statuses(rootId))
      .toEqual([
        [null, 'failed'],
        ['a', 'cancelled'],
        ['a', 'cancelled'],
      ]);
    expect((await relatives(sql, rootId))[0]).toMatchObject({ error: { code: 'NODE_TIMEOUT', path: 'a' } });
  });
});

describe('the end of a child', () => {
  it.each(['cancelled', 'terminated'] as const)('fails the node where it was %s by itself', async (status) => {
    const { ends, begin, driver, sql } = await scene(calls('a'));
    const rootId = await begin();
    const [, a] = await relatives(sql, rootId);
    const code = status === 'cancelled' ? 'RUN_CANCELLED' : 'RUN_TERMINATED';
    expect(await ends.end(a?.id ?? '', { status, error: { code, message: 'Ended.' } })).toEqual([rootId]);
    await driver.advance(rootId);
    expect((await relatives(sql, rootId))[0]).toMatchObject({
      status: 'failed',
      error: { code, message: 'Ended.', details: { run_id: a?.id }, path: 'a' },
    });
  });

  it('is told to the parent of a child that was cancelled before anybody began it', async () => {
    const { sql, parent, driver, cancel, statuses } = await scene(calls('a'));
    const rootId = await aRun(sql, parent);
    await driver.advance(rootId);
    const [, a] = await relatives(sql, rootId);
    expect(await cancel(a?.id ?? '')).toEqual([rootId]);
    await driver.advance(rootId);
    expect(await statuses(rootId)).toEqual([
      [null, 'failed'],
      ['a', 'cancelled'],
    ]);
  });

  it('fails the node with its code, message and details', async () => {
    const { begin, sql, driver } = await scene(calls('a', { input: { for: 'soon' } }));
    const rootId = await begin();
    await driver.drive(rootId);
    const [root, a] = await relatives(sql, rootId);
    expect(a).toMatchObject({ status: 'failed', error: { code: 'NODE_DATA_INVALID' } });
    expect(root?.error).toMatchObject({ ...a?.error, retryable: true, path: 'a', details: { run_id: a?.id } });
  });
});

describe('what a child gives', () => {
  it('is bounded as any output is, also where it is put together from several', async () => {
    const { sql, parent, driver } = await scene({ id: 'a', type: 'subflow', data: { flow: 'large' } });
    const node = (id: string, output: string) => ({ id, type: 'transform', data: { output } });
    const leaves = ['p', 'q', 'r'];
    const nodes = [node('text', 'x'.repeat(4_000_000)), ...leaves.map((id) => node(id, '{{ nodes.text.output }}'))];
    const edges = leaves.map((id): [string, string] => ['text', id]);
    const large = await aFlow(sql, { definition: aDefinition(nodes, edges) });
    await sql.query({ text: `update flows set slug = 'large', published_version = 1 where id = $1` }, [large.id]);
    const rootId = await aRun(sql, parent);
    await driver.drive(rootId);
    const [root, a] = await relatives(sql, rootId);
    expect(a).toMatchObject({ status: 'success' });
    expect(root).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_TOO_LARGE', path: 'a' } });
  });
});

describe('a parent that stops its children while they end', () => {
  it('never waits for them while they wait for it', async () => {
    const { sql, parent, driver, cancel } = await scene(...Array.from({ length: 8 }, (_, n) => calls(`n${n}`)));
    const deadlocks = async () =>
      (await sql.query({ text: 'select deadlocks from pg_stat_database where datname = current_database()' }))[0];
    const before = await deadlocks();
    for (let n = 0; n < 10; n += 1) {
      const rootId = await aRun(sql, parent);
      await driver.advance(rootId);
      const children = (await relatives(sql, rootId)).slice(1);
      for (const { id } of children) await driver.advance(id);
      await Promise.all([...children.map(({ id }) => cancel(id)), cancel(rootId)]);
      const others = children.map(() => new FamilyDriver(sql, aStore(sql).store));
      await Promise.all([driver.advance(rootId), ...children.map(({ id }, at) => others[at]?.advance(id))]);
      expect(new Set((await relatives(sql, rootId)).map(({ status }) => status))).toEqual(new Set(['cancelled']));
    }
    expect(await deadlocks()).toEqual(before);
  });
});

describe('what a child is given', () => {
  it('is kept as it is, also what PostgreSQL cannot read', async () => {
    const input = { z: 1, a: 'nul \0', b: '\ud800' };
    const { parent, sql, driver } = await scene({
      id: 'a',
      type: 'subflow',
      data: { flow: 'slow', input: '{{ input }}' },
    });
    const rootId = await aRun(sql, parent, { input });
    await driver.advance(rootId);
    const [, a] = await relatives(sql, rootId);
    expect(JSON.stringify(a?.input)).toBe(JSON.stringify(input));
  });
});
