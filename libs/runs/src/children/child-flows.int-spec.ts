import type { Json } from '@app/definition';
import type { ChildRequest } from '@app/engine';
import { aDefinition } from '@app/testing';
import { describe, expect, it } from 'vitest';
import { childFlows } from '../../test/a-family.js';
import { type AFlow, aFlow, aRun, aVersion, runsDatabase } from '../../test/runs-database.js';

const START = {
  input_schema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
  settings: { priority: 2, labels: { n: 'n-{{ input.n }}' }, retention: '1h' },
};
const limited = (concurrency: Json) => aDefinition([{ id: 's', type: 'start', data: { settings: { concurrency } } }]);

async function scene(definition: unknown = aDefinition()) {
  const { sql } = await runsDatabase();
  const flow = await aFlow(sql, { definition });
  const change = (set: string, of = flow) => sql.query({ text: `update flows set ${set} where id = $1` }, [of.id]);
  await change(`slug = 'other', published_version = 1, status = 'active'`);
  const parent = await aRun(sql, await aFlow(sql));
  const flows = childFlows(sql);
  const resolve = (request: Partial<ChildRequest> = {}, of = parent) =>
    flows.resolve({ flow: 'other', version: 'published', input: {}, wait: true, ...request }, of);
  const code = (request: Partial<ChildRequest> = {}, of = parent) =>
    resolve(request, of).then(
      () => null,
      (error: { code: string }) => error.code,
    );
  return { sql, flow, parent, change, resolve, code };
}

describe('the flow of a child', () => {
  it('is named by its id or its slug, in the version that is published now', async () => {
    const { sql, flow, resolve, change } = await scene();
    const second = await aVersion(sql, flow.id, 2);
    const first = {
      flowVersionId: flow.versionId,
      flow: { id: flow.id, name: 'A flow', version: 1 },
      input: {},
      terms: {},
    };
    expect(await resolve()).toMatchObject(first);
    expect(await resolve({ flow: flow.id })).toMatchObject(first);
    expect(await resolve({ version: 2 })).toMatchObject({ flowVersionId: second, flow: { version: 2 } });
    await change('published_version = 2');
    expect(await resolve()).toMatchObject({ flowVersionId: second, flow: { version: 2 } });
    expect(await resolve({ version: 1 })).toMatchObject(first);
  });

  it('must be there, published, and not archived', async () => {
    const { code, change } = await scene();
    expect(await code({ flow: 'nobody' })).toBe('FLOW_NOT_FOUND');
    expect(await code({ flow: '00000000-0000-7000-8000-000000000000' })).toBe('FLOW_NOT_FOUND');
    expect(await code({ version: 7 })).toBe('FLOW_VERSION_NOT_FOUND');
    await change('published_version = null');
    expect(await code()).toBe('FLOW_NOT_PUBLISHED');
    expect(await code({ version: 1 })).toBeNull();
    await change(`status = 'archived'`);
    expect(await code({ version: 1 })).toBe('FLOW_ARCHIVED');
    await change('deleted_at = now()');
    expect(await code({ version: 1 })).toBe('FLOW_NOT_FOUND');
  });

  it('must have no problem of severity error', async () => {
    const { resolve } = await scene(aDefinition([{ id: 'a', type: 'nonsense' }]));
    await expect(resolve()).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
      options: { details: [{ code: 'NODE_TYPE_UNKNOWN', path: 'definition.nodes[0].type' }] },
    });
  });

  it('has a say in the input, and in how the run is treated', async () => {
    const { resolve } = await scene(aDefinition([{ id: 's', type: 'start', data: START }]));
    await expect(resolve({ input: { n: 'x' } })).rejects.toMatchObject({
      code: 'RUN_INPUT_INVALID',
      options: { details: [{ path: 'input.n', message: expect.stringContaining('number') as string }] },
    });
    expect(await resolve({ input: { n: 1 } })).toMatchObject({
      input: { n: 1 },
      terms: { priority: 2, labels: { n: 'n-1' }, retention_ms: 3_600_000 },
    });
    await expect(resolve({ input: { n: 1e300, x: '\0' } })).resolves.toBeDefined();
  });
});

describe('a limit of concurrency', () => {
  /** Runs of the flow that have not ended, as admission inserts them. */
  const open = async ({ sql, flow }: { sql: Parameters<typeof aRun>[0]; flow: AFlow }, key: string) => {
    const id = await aRun(sql, flow);
    await sql.query(
      { text: `update runs set concurrency_key = $2, concurrency_limit = 1, permit = 'held' where id = $1` },
      [id, key],
    );
    return id;
  };

  it('is that of the flow, for a child too, which waits in the queue', async () => {
    const all = await scene(limited({ limit: 3, key: '{{ input.k }}' }));
    await open(all, 'a');
    expect(await all.resolve({ input: { k: 'a' } })).toMatchObject({
      terms: { key: 'a', max_open: 3 },
      counted: false,
    });
  });

  it('refuses a child where the flow says so', async () => {
    const all = await scene(limited({ limit: 1, key: '{{ input.k }}', on_limit: 'reject' }));
    const other = await open(all, 'a');
    await expect(all.resolve({ input: { k: 'a' } })).rejects.toMatchObject({
      name: 'NodeError',
      code: 'CONCURRENCY_LIMIT',
      options: { details: [{ path: 'settings.concurrency.limit' }] },
    });
    expect(await all.resolve({ input: { k: 'b' } })).toMatchObject({ terms: { key: 'b', max_open: 1 }, counted: true });
    await all.sql.query({ text: `update runs set status = 'success', finished_at = now() where id = $1` }, [other]);
    expect(await all.code({ input: { k: 'a' } })).toBeNull();
  });

  it('cancels the oldest for a child where the flow says so, and nobody else when asked again', async () => {
    const all = await scene(limited({ limit: 2, key: 'a', on_limit: 'cancel_oldest' }));
    const [one, two, three] = [await open(all, 'a'), await open(all, 'a'), await open(all, 'a')];
    await all.resolve();
    expect(await all.resolve()).toMatchObject({ terms: { key: 'a' }, counted: true });
    const status = async (id: string) =>
      (await all.sql.query({ text: 'select status from runs where id = $1' }, [id]))[0]?.['status'];
    expect(await Promise.all([one, two, three].map(status))).toEqual(['cancelled', 'cancelled', 'queued']);
  });

  it('counts a run and those that it waits for, however far down, as one: they would wait for each other', async () => {
    const all = await scene(limited({ limit: 1 }));
    const outer = await open(all, '');
    const within = async (of: string, waits: boolean) => {
      const id = await aRun(all.sql, await aFlow(all.sql));
      const text = `update runs set parent_run_id = $2, parent_path = 'a', parent_attempt = 1, parent_waits = $3 where id = $1`;
      await all.sql.query({ text }, [id, of, waits]);
      return id;
    };
    const middle = await within(outer, true);
    const inner = await within(middle, true);
    const free = await within(middle, false);
    for (const id of [outer, middle, inner]) expect((await all.resolve({}, id)).terms).toEqual({});
    expect((await all.resolve({ wait: false }, inner)).terms).toEqual({ key: '', max_open: 1 });
    expect((await all.resolve({}, free)).terms).toEqual({ key: '', max_open: 1 });
    expect((await all.resolve()).terms).toEqual({ key: '', max_open: 1 });
  });
});
