import { describe, expect, it } from 'vitest';
import type { Sql } from '@app/database';
import { anAdmission } from '../../test/an-admission.js';
import { aFlow, aVersion, runsDatabase } from '../../test/runs-database.js';
import { PlanCache } from '../plan/plan-cache.js';

const WITH_SCHEMA = {
  nodes: [
    {
      id: 's',
      type: 'start',
      data: { input_schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } },
    },
    { id: 'e', type: 'end', data: {} },
  ],
  edges: [{ id: 'e1', source: 's', target: 'e' }],
};

const aLog = (id: string) => ({ id, type: 'log', data: { message: id } });
const anEdge = (source: string, target: string) => ({ id: `${source}-${target}`, source, target });

const service = (sql: Sql) => anAdmission(sql).admission;

async function scene(definition?: unknown) {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql, definition === undefined ? {} : { definition });
  const start = (rest: object = {}) => admission.start({ flowId: flow.id, trigger: 'api', ...rest });
  const admission = service(sql);
  const rows = () =>
    sql.query({ text: 'select id, status, flow_version, input, temporal_workflow_id, seq from runs order by id' });
  const change = (set: string) => sql.query({ text: `update flows set ${set} where id = $1` }, [flow.id]);
  return { sql, flow, start, admission, rows, change };
}

describe('admission', () => {
  it('inserts a queued run with its first event', async () => {
    const { start, rows, sql, flow } = await scene();
    const run = await start({ input: { z: 1, a: '\0' }, by: 'me' });
    expect(run).toMatchObject({
      flowId: flow.id,
      flowName: 'A flow',
      flowVersion: 1,
      status: 'queued',
      temporalWorkflowId: `run-${run.id}`,
    });
    expect(await rows()).toEqual([
      {
        id: run.id,
        status: 'queued',
        flow_version: 1,
        input: { z: 1, a: '\0' },
        temporal_workflow_id: `run-${run.id}`,
        seq: 1,
      },
    ]);
    expect(await sql.query({ text: 'select seq, type, data from run_events' })).toEqual([
      { seq: 1, type: 'run.created', data: { trigger: 'api', by: 'me', flow_version: 1 } },
    ]);
  });

  it('keeps null as the input that it is, and takes {} for none', async () => {
    const { start, sql } = await scene();
    const ids = [(await start({ input: null })).id, (await start()).id];
    const inputs = await sql.query({ text: 'select input from runs where id = any($1) order by id' }, [ids]);
    expect(inputs).toEqual([{ input: null }, { input: {} }]);
  });

  it('takes many at once, each its own', async () => {
    const { start, rows } = await scene();
    const runs = await Promise.all(Array.from({ length: 100 }, (_, n) => start({ input: n })));
    const inputs = new Map((await rows()).map(({ id, input }) => [id, input]));
    expect(runs.map(({ id }) => inputs.get(id))).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('pins the draft where nothing is published, then the published version, or the one that is named', async () => {
    const { start, change, sql, flow } = await scene();
    expect((await start()).flowVersion).toBe(1);
    await aVersion(sql, flow.id, 2);
    expect((await start()).flowVersion).toBe(2);
    await change('published_version = 1');
    expect((await start()).flowVersion).toBe(1);
    expect((await start({ version: 2 })).flowVersion).toBe(2);
    await change('published_version = 2');
    expect((await start()).flowVersion).toBe(2);
  });

  it('notices at once that a flow was archived, deleted or never there', async () => {
    const { start, change, admission, rows } = await scene();
    await start();
    await change(`status = 'archived'`);
    await expect(start()).rejects.toMatchObject({ code: 'FLOW_ARCHIVED' });
    await change(`status = 'draft', deleted_at = now()`);
    await expect(start()).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' });
    const nobody = admission.start({ flowId: '00000000-0000-7000-8000-000000000000', trigger: 'api' });
    await expect(nobody).rejects.toMatchObject({ code: 'FLOW_NOT_FOUND' });
    expect(await rows()).toHaveLength(1);
  });

  it('refuses a version that is not there', async () => {
    const { start } = await scene();
    await expect(start({ version: 9 })).rejects.toMatchObject({ code: 'FLOW_VERSION_NOT_FOUND' });
  });

  it.each([
    ['no nodes', [], []],
    ['a node of an unknown type', [{ id: 'a', type: 'no-such-type', data: {} }], []],
    ['a masked node, and no key', [{ id: 'a', type: 'log', data: { message: 'x', mask: true } }], []],
    [
      'an expression that reads no node',
      [{ id: 'a', type: 'transform', data: { output: '{{ nodes.b.output }}' } }],
      [],
    ],
    ['a cycle', [aLog('a'), aLog('b')], [anEdge('a', 'b'), anEdge('b', 'a')]],
  ])('refuses a definition with problems, each time: %s', async (_, nodes, edges) => {
    const { start, rows } = await scene({ nodes, edges });
    await expect(start()).rejects.toMatchObject({ code: 'FLOW_HAS_PROBLEMS' });
    await expect(start()).rejects.toMatchObject({ code: 'FLOW_HAS_PROBLEMS' });
    expect(await rows()).toEqual([]);
  });

  it('refuses an input that does not hold the schema, and says where', async () => {
    const { start, rows } = await scene(WITH_SCHEMA);
    await expect(start({ input: { n: 'x' } })).rejects.toMatchObject({
      code: 'RUN_INPUT_INVALID',
      details: [{ path: 'input.n' }],
    });
    await expect(start()).rejects.toMatchObject({ code: 'RUN_INPUT_INVALID' });
    expect(await start({ input: { n: 1 } })).toMatchObject({ status: 'queued' });
    expect(await rows()).toHaveLength(1);
  });

  it('asks no version that is not the one any more what it refuses', async () => {
    const { start, sql, flow } = await scene(WITH_SCHEMA);
    await expect(start()).rejects.toMatchObject({ code: 'RUN_INPUT_INVALID' });
    await aVersion(sql, flow.id, 2, { nodes: [{ id: 'a', type: 'nope', data: {} }], edges: [] });
    await expect(start()).rejects.toMatchObject({ code: 'FLOW_HAS_PROBLEMS' });
    await aVersion(sql, flow.id, 3);
    expect((await start()).flowVersion).toBe(3);
  });

  it('refuses an input that is nested too deep', async () => {
    const { start } = await scene();
    const input = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as never;
    await expect(start({ input })).rejects.toMatchObject({ code: 'RUN_INPUT_INVALID', details: [{ path: 'input' }] });
  });
});

describe('plans', () => {
  it('say RUN_BROKEN to a driver where there is none', async () => {
    const { sql } = await scene();
    const plan = new PlanCache(sql).plan('00000000-0000-7000-8000-000000000000');
    await expect(plan).rejects.toMatchObject({ code: 'RUN_BROKEN' });
  });

  it('are compiled once', async () => {
    const { sql, flow } = await scene();
    const plans = new PlanCache(sql);
    const [one, two] = await Promise.all([plans.plan(flow.versionId), plans.plan(flow.versionId)]);
    expect(one).toBe(two);
    expect(await plans.plan(flow.versionId)).toBe(one);
  });
});
