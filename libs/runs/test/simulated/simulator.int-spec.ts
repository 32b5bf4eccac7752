import type { Sql } from '@app/database';
import { compile, type Json } from '@app/definition';
import { aMockedFlow, nestedFlows, type MockedFlow, PROOF, runs, UNHURRIED } from '@app/engine-testing';
import type { StepWrite } from '@app/engine';
import { createExecutor, nodeTypes } from '@app/nodes';
import { simulate, type SimulationResult } from '@app/simulation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFlow, aRun, runsDatabase } from '../runs-database.js';
import { RealRun } from './real-run.js';

const KEPT = {
  text: `
select status, output, error,
  (select json_agg(json_build_object('at', round(extract(epoch from at) * 1000), 'type', type, 'path', path, 'data', data) order by seq)
    from run_events where run_id = r.id and type <> 'run.created') as events,
  (select json_agg(json_build_object('path', path, 'attempt', attempt, 'type', type, 'status', status,
      'input', input, 'output', output, 'error', error) order by ordinal, path collate "C", attempt)
    from run_steps where run_id = r.id) as steps,
  log
from runs r where id = $1`,
};

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** As JSON, with no run's id. */
const asStored = (value: unknown): Json => JSON.parse(JSON.stringify(value).replaceAll(ID, 'an id')) as Json;

/** Those that begin with one event stand side by side. */
const inOrder = (a: StepWrite, b: StepWrite): number =>
  a.ordinal - b.ordinal || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.attempt - b.attempt);

/** What both have in common: everything but ids. Time is virtual in both. */
function simulated({ status, output, error, events, steps, log }: SimulationResult): object {
  return {
    status,
    output,
    error,
    events: events.map(({ at, type, path, data }) => ({ at, type, path, data })),
    steps: steps.toSorted(inOrder).map(({ path, attempt, type, status, input = null, output = null, error = null }) => {
      return { path, attempt, type, status, input, output, error };
    }),
    log: log.map(({ level, message }) => `${level} ${message}`),
  };
}

async function real(sql: Sql, runId: string): Promise<object> {
  const [row] = await sql.query<{ log: string; [column: string]: unknown }>(KEPT, [runId]);
  if (row === undefined) throw new Error('the run is gone');
  const lines = row.log.split('\n').filter((line) => line !== '');
  return { ...row, log: lines.map((line) => line.split(' ').slice(1).join(' ')) };
}

/** Runs it both ways. */
async function both(
  sql: Sql,
  mocked: MockedFlow,
  where: 'here' | 'apart',
  cancelAfterMs?: number,
): Promise<[Json, Json]> {
  const flow = await aFlow(sql, { definition: mocked.definition });
  const runId = await aRun(sql, flow, { input: { n: 1 } });
  const run = new RealRun(sql, flow, runId, mocked, where);
  const startAt = run.time.now;
  await run.carry(cancelAfterMs);
  fc.pre(!run.tied);
  const result = await simulate(compile(mocked.definition, nodeTypes), createExecutor(), {
    input: { n: 1 },
    flow: { id: flow.id, name: 'A flow', version: 1 },
    mocks: mocked.mocks,
    events: mocked.events,
    startAt,
    env: {},
    ...(cancelAfterMs === undefined ? {} : { cancelAfterMs }),
  });
  return [asStored(simulated(result)), asStored(await real(sql, runId))];
}

describe('the simulator and a run on PostgreSQL', UNHURRIED, () => {
  it.each(['here', 'apart'] as const)(
    'agree on every event, step, status and output of generated flows whose effects are carried out %s',
    async (where) => {
      const { sql } = await runsDatabase();
      const cancels = fc.option(fc.integer({ min: 1, max: 20_000 }), { freq: 6, nil: undefined });
      await fc.assert(
        fc.asyncProperty(nestedFlows({ maxNodes: 12 }), cancels, async (flow, cancelAfterMs) => {
          const [simulated, real] = await both(sql, aMockedFlow(flow, where), where, cancelAfterMs);
          expect(simulated).toEqual(real);
        }),
        runs(PROOF.stored * 5),
      );
    },
  );
});
