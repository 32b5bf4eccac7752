import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  allRepeatable,
  backAfterTheEnd,
  backMeanwhileEverywhere,
  driven,
  dying,
  expectSound,
  failing,
  failingSound,
  flows,
  nestedFlows,
  PROOF,
  runs,
  type Stage,
  UNHURRIED,
} from '@app/engine-testing';
import { aStore } from './a-store.js';
import { PgWorldStore } from './pg-world-store.js';
import { aFlow, aRun, runsDatabase } from './runs-database.js';

/** @param workers that carry all of the runs, and write them in groups; none: each process has a store of its own */
async function onPostgres({ workers = 0, width = 8, claimed = false } = {}): Promise<Stage> {
  const { sql, dataSource } = await runsDatabase();
  const flow = await aFlow(sql);
  const shared = Array.from({ length: workers }, () => aStore(sql));
  return { open: async () => new PgWorldStore(dataSource, await aRun(sql, flow), { shared, claimed }), width };
}

const generated = flows({ maxNodes: 7 });
const nested = nestedFlows({ maxNodes: 8 });

describe('a generated run on PostgreSQL', UNHURRIED, () => {
  it('that nothing befalls is stored as the reference says', async () => {
    const { open } = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, async (flow) => expectSound((await driven(flow, undefined, open)).world)),
      runs(PROOF.stored * 5),
    );
  });

  it('goes on alike when its process dies before or after any statement, or at any moment of an effect', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, (flow) => dying(allRepeatable(flow), true, stage)),
      runs(PROOF.stored),
    );
  });

  it('has no recorded result made again after such a death, no effect without its mark, and nothing repeated that may not be', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, (flow) => dying(flow, false, stage)),
      runs(PROOF.stored),
    );
  });

  it('loses no outcome where any statement fails, or is committed and its answer lost', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, (flow) => failing(flow, stage)),
      runs(PROOF.stored),
    );
  });

  it('is not changed by an older driver or activity that comes back after its end, wherever it stood', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, (flow) => backAfterTheEnd(flow, stage)),
      runs(PROOF.stored),
    );
  });

  it('is not disturbed by an older driver or activity that comes back while a newer one is at work', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(generated, (flow) => backMeanwhileEverywhere(flow, stage)),
      runs(PROOF.stored),
    );
  });

  it('is not disturbed so where two workers carry it beside many others, and write them in groups', async () => {
    const stage = await onPostgres({ workers: 2, width: 24 });
    await fc.assert(
      fc.asyncProperty(generated, (flow) => backMeanwhileEverywhere(flow, stage)),
      runs(PROOF.stored),
    );
  });

  it('goes the same ways where its processes come by it as dispatchers do, with their claims', async () => {
    const stage = await onPostgres({ claimed: true, width: 1 });
    await fc.assert(
      fc.asyncProperty(generated, async (flow) => {
        await dying(allRepeatable(flow), true, stage);
        await failing(flow, stage);
        await backMeanwhileEverywhere(flow, stage);
      }),
      runs(PROOF.stored / 5),
    );
  });
});

describe('a generated run with containers on PostgreSQL', UNHURRIED, () => {
  it('that nothing befalls is stored as the reference says', async () => {
    const { open } = await onPostgres();
    await fc.assert(
      fc.asyncProperty(nested, async (flow) => expectSound((await driven(flow, undefined, open)).world)),
      runs(PROOF.stored * 5),
    );
  });

  it('is so too where its process dies, a statement fails or its answer is lost, at any moment', async () => {
    const stage = await onPostgres();
    await fc.assert(
      fc.asyncProperty(nested, async (flow) => {
        await dying(flow, false, stage);
        await failingSound(flow, stage);
      }),
      runs(PROOF.stored),
    );
  });
});
