import fc from 'fast-check';
import { PROOF, runs, UNHURRIED } from '@app/engine-testing';
import type { RunStore } from '@app/engine';
import { describe, expect, it } from 'vitest';
import { aMapFlow, type MapFlow, SliceDriver } from '../../test/a-sliced-map.js';
import { aStore } from '../../test/a-store.js';
import { mortalStore } from '../../test/driven.js';
import { aFlow, aRun, runsDatabase } from '../../test/runs-database.js';

const failing = fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 });
const mapFlows = fc.record({
  items: fc.integer({ min: 1, max: 7 }),
  onItemError: fc.constantFrom('fail', 'collect', 'drop'),
  failing,
  within: fc.constantFrom('root', 'group', 'map', 'loop'),
  undoFails: fc.boolean(),
  large: fc.boolean(),
}) satisfies fc.Arbitrary<MapFlow>;
const sizes = fc.integer({ min: 1, max: 3 });
/** The n-th call to the store. */
const moments = fc.integer({ min: 1, max: 60 });

async function scene() {
  const { sql } = await runsDatabase();
  const begin = async (flow: MapFlow) =>
    aRun(sql, await aFlow(sql, { definition: aMapFlow(flow) }), { input: { plus: 100 } });
  const outcome = async (id: string) => {
    const [run] = await sql.query<{
      status: string;
      output: unknown;
      code: string | null;
      missing: string[] | null;
    }>(
      {
        text: `select status, output, error->>'code' as code, error->'undoMissing' as missing from runs where id = $1`,
      },
      [id],
    );
    const steps = await sql.query<{ path: string }>(
      {
        text: `select path, attempt, node_id, type, status, input, output, error->>'code' as code from run_steps
          where run_id = $1 order by path, attempt`,
      },
      [id],
    );
    return {
      status: run?.status,
      code: run?.code,
      missing: run?.missing ?? [],
      output: anonymous(run?.output),
      steps: steps.map(anonymous),
    };
  };
  const slices = (id: string) =>
    sql.query<{ status: string; flow_version: number }>({ text: 'select status from runs where slice_of = $1' }, [id]);
  const drive = async (id: string, flow: MapFlow, size: number | null, store: RunStore = aStore(sql).store) => {
    const driver = new SliceDriver(sql, store, size, flow);
    await driver.drive(id);
    return driver.called;
  };
  /** Nothing is under way any more; what was done for items that did not end well is undone, once. */
  const expectDone = async (id: string, called: readonly string[]) => {
    const steps = await sql.query<{ path: string; status: string }>(
      { text: 'select path, status from run_steps where run_id = $1' },
      [id],
    );
    expect(steps.filter(({ status }) => /running|waiting|pending/.test(status))).toEqual([]);
    const kept = new Set(steps.flatMap(({ path, status }) => (status === 'success' ? [`${id}/${path}`] : [])));
    const items = (node: string) => calls(called, node).map((key) => key.slice(0, key.lastIndexOf('.')));
    expect(items('undo')).toEqual(items('first').filter((item) => !kept.has(item)));
  };
  return { sql, begin, outcome, drive, slices, expectDone };
}

/** Without what differs from run to run. */
function anonymous<T>(value: T): T {
  const text = JSON.stringify(value ?? null);
  const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  return JSON.parse(text.replaceAll(ids, 'ID').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')) as T;
}

const calls = (called: readonly string[], node: string) => called.filter((key) => key.endsWith(`.${node}`)).toSorted();

/** Whether an item that fails ends the run. */
const breaks = ({ onItemError, failing: items, items: count }: MapFlow) =>
  onItemError === 'fail' && items.some((index) => index < count);

describe('a map in slices', UNHURRIED, () => {
  it('comes to what it comes to in one piece: steps, outputs and error', async () => {
    const { begin, outcome, drive, slices } = await scene();
    await fc.assert(
      fc.asyncProperty(mapFlows, sizes, async (flow, size) => {
        const [whole, cut] = [await begin(flow), await begin(flow)];
        const calledWhole = await drive(whole, flow, null);
        const called = await drive(cut, flow, size);
        expect((await slices(cut)).length > 1 || flow.items <= size).toBe(true);
        // Which other items have begun when one of them fails all depends on which go first.
        const compared = async (id: string, keys: readonly string[]) => {
          const { status, code, ...rest } = await outcome(id);
          const paths = keys.map((key) => key.slice(id.length + 1)).toSorted();
          return breaks(flow) ? { status, code } : { status, code, ...rest, paths };
        };
        expect(await compared(cut, called)).toEqual(await compared(whole, calledWhole));
      }),
      runs(PROOF.stored * 2),
    );
  });

  it('is undone item by item where one of them fails it, in whichever slice', async () => {
    const { begin, outcome, drive, slices, expectDone } = await scene();
    await fc.assert(
      fc.asyncProperty(mapFlows, sizes, async (flow, size) => {
        fc.pre(breaks(flow) && flow.within !== 'loop' && flow.within !== 'map');
        const id = await begin(flow);
        const called = await drive(id, flow, size);
        const got = await outcome(id);
        expect(got).toMatchObject({ status: 'failed', code: 'HTTP_STATUS' });
        const undone = calls(called, 'undo').map((key) => key.slice(id.length + 1));
        const failed = undone.filter((path) => flow.failing.includes(Number(/each\[(\d+)\]/.exec(path)?.[1])));
        expect(got.missing.toSorted()).toEqual(flow.undoFails ? failed : []);
        for (const { status } of await slices(id)) expect(status).not.toBe('running');
        await expectDone(id, called);
      }),
      runs(PROOF.stored),
    );
  });

  it('comes to the same where a process dies at any call to the store', async () => {
    const { sql, begin, outcome, drive } = await scene();
    await fc.assert(
      fc.asyncProperty(mapFlows, sizes, fc.constantFrom('before', 'after'), moments, async (flow, size, when, at) => {
        const [whole, id] = [await begin(flow), await begin(flow)];
        await drive(whole, flow, null);
        const mortal = mortalStore(aStore(sql).store, { at, when });
        const first = new SliceDriver(sql, mortal.store, size, flow);
        await Promise.race([first.drive(id), mortal.died]);
        await drive(id, flow, size);
        // A call that was under way may have been made again, as another attempt.
        const ending = ({ status, code, output }: Awaited<ReturnType<typeof outcome>>) => ({ status, code, output });
        expect(ending(await outcome(id))).toEqual(ending(await outcome(whole)));
      }),
      runs(PROOF.stored),
    );
  });

  it('is cancelled with its run, at any moment: every slice ends, and what was done is undone', async () => {
    const { sql, begin, outcome, slices, expectDone } = await scene();
    await fc.assert(
      fc.asyncProperty(mapFlows, sizes, fc.integer({ min: 1, max: 12 }), async (flow, size, at) => {
        const id = await begin(flow);
        const { store, inbox } = aStore(sql);
        const driver = new SliceDriver(sql, store, size, flow);
        await driver.drive(id, async (advances) => {
          if (advances === at) await inbox.send(id, { kind: 'cancel', by: 'me', dedupeKey: 'cancel' });
        });
        expect(['cancelled', 'success', 'failed']).toContain((await outcome(id)).status);
        for (const slice of await slices(id)) expect(['success', 'failed', 'cancelled']).toContain(slice.status);
        await expectDone(id, driver.called);
      }),
      runs(PROOF.stored),
    );
  });
});
