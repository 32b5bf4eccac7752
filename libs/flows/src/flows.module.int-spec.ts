import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, codeOf, type FlowsScene, GOOD, NOWHERE, sketch, useFlows } from '../test/use-flows.js';
import { FLOW_SORTS, type FlowListQuery } from './flow-list.query.js';

describe('flows in PostgreSQL', () => {
  const scene = useFlows();
  let { flows, versions, publications, lists, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, versions, publications, lists, make } = scene()));

  it('are made with a draft version 1 and a slug of their name', async () => {
    const { flow, problems } = await flows.create({ name: 'Order processing', definition: GOOD, message: 'first' });
    expect(problems).toEqual([]);
    expect(flow).toMatchObject({
      slug: 'order-processing',
      status: 'draft',
      version: 1,
      publishedVersion: null,
      description: null,
    });
    expect(await flows.get(flow.id)).toEqual(flow);
    expect((await versions.get(flow.id, 1)).version).toMatchObject({
      version: 1,
      message: 'first',
      definition: flow.definition,
    });
  });

  it('get slugs of their own, also when many of one name are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => make('Same')));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
    expect(made.map(({ slug }) => slug).toSorted()).toEqual(['same', 'same-2', 'same-3', 'same-4']);
    expect(await codeOf(flows.create({ name: 'x', slug: 'same', definition: GOOD }))).toBe('FLOW_SLUG_TAKEN');
  });

  it('keep a draft with problems', async () => {
    const { problems } = await flows.create({ name: 'x', definition: BAD });
    expect(problems.map(({ code }) => code)).toContain('NODE_TYPE_UNKNOWN');
  });

  it('keep the keys of a definition in the order in which they came', async () => {
    const definition = sketch('transform', { output: { z: 1, a: 2, m: [{ y: 1, b: 2 }] } });
    const other = sketch('transform', { output: { a: 2, z: 1, m: [{ y: 1, b: 2 }] } });
    const { id } = await make('x', definition);
    expect((await flows.replace(id, null, { name: 'x', definition })).flow.version).toBe(1);
    expect((await flows.replace(id, null, { name: 'x', definition: other })).flow.version).toBe(2);
    const kept = [(await versions.get(id, 1)).version.definition, (await flows.get(id)).definition];
    expect(kept.map((each) => JSON.stringify(each))).toEqual(
      [definition, other].map((each) => JSON.stringify(each.definition)),
    );
  });

  it('raise their version with every save that changes something', async () => {
    const { id } = await make('x');
    const changed = { name: 'y', definition: BAD, message: 'second' };
    expect((await flows.replace(id, [1], changed)).flow).toMatchObject({ version: 2, name: 'y', slug: 'x' });
    expect((await flows.replace(id, [2], changed)).flow.version).toBe(2);
    expect((await versions.get(id, 1)).version.definition.nodes[0]?.type).toBe('log');
    expect((await versions.get(id, 2)).version).toMatchObject({ message: 'second' });
  });

  it('change in part, with a new version only for a draft that differs', async () => {
    const { id, updatedAt } = await make('x');
    expect((await flows.change(id, null, { definition: GOOD, name: 'x' })).flow).toMatchObject({
      version: 1,
      updatedAt,
    });
    const { flow, problems } = await flows.change(id, [1], { definition: BAD, name: 'y', message: 'second' });
    expect(flow).toMatchObject({ version: 2, name: 'y', definition: BAD.definition });
    expect(problems).toEqual(BAD.problems);
    expect((await flows.change(id, [2], { description: 'd' })).problems).toEqual(BAD.problems);
    expect((await versions.get(id, 2)).version).toMatchObject({ message: 'second', definition: BAD.definition });
  });

  it('keep a message on the version that there is where no new one is written', async () => {
    const { id } = await make('x');
    const message = async () => (await versions.get(id, 1)).version.message;
    await flows.replace(id, null, { name: 'x', definition: GOOD, message: 'saved again' });
    expect(await message()).toBe('saved again');
    await flows.change(id, null, { message: 'changed' });
    expect(await message()).toBe('changed');
  });

  it('refuse a save that did not see the newest version', async () => {
    const { id } = await make('x');
    await flows.replace(id, null, { name: 'y', definition: GOOD });
    expect(await codeOf(flows.replace(id, [1], { name: 'z', definition: GOOD }))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(flows.change(id, [], { name: 'z' }))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(flows.remove(id, [1]))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(publications.publish(id, [1]))).toBe('PRECONDITION_FAILED');
  });

  it('lose no save of many at once: each has a version of its own', async () => {
    const { id } = await make('x');
    const saves = Array.from({ length: 8 }, (_, n) => flows.replace(id, null, { name: `n${n}`, definition: GOOD }));
    const saved = await Promise.all(saves);
    expect(saved.map(({ flow }) => flow.version).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const racing = await Promise.all(
      [1, 2, 3].map((n) => codeOf(flows.replace(id, [9], { name: `r${n}`, definition: GOOD }))),
    );
    expect(racing.filter((code) => code === 'PRECONDITION_FAILED')).toHaveLength(2);
  });

  it('are read only while they are archived', async () => {
    const { id } = await make('x');
    expect((await flows.change(id, null, { status: 'archived' })).flow.status).toBe('archived');
    expect((await flows.change(id, null, { status: 'archived' })).flow.status).toBe('archived');
    expect(await codeOf(flows.change(id, null, { status: 'archived', name: 'y' }))).toBe('FLOW_ARCHIVED');
    expect(await codeOf(flows.replace(id, null, { name: 'y', definition: GOOD }))).toBe('FLOW_ARCHIVED');
    expect(await codeOf(flows.change(id, null, { name: 'y' }))).toBe('FLOW_ARCHIVED');
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_ARCHIVED');
    expect((await flows.change(id, null, { status: 'draft', name: 'y' })).flow).toMatchObject({
      status: 'draft',
      name: 'y',
    });
  });

  it('are archived and taken back, to the status that their publication gives them, and again without a change', async () => {
    const { id } = await make('x');
    expect((await flows.archive(id, [1])).status).toBe('archived');
    const archived = await flows.get(id);
    expect(await flows.archive(id, null)).toEqual(archived);
    const taken = await flows.unarchive(id, null);
    expect(taken.status).toBe('draft');
    expect(await flows.unarchive(id, null)).toEqual(taken);
    await publications.publish(id, null);
    await flows.archive(id, null);
    expect(await flows.unarchive(id, null)).toMatchObject({ status: 'active', publishedVersion: 1 });
    expect(await codeOf(flows.archive(id, [9]))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(flows.unarchive(id, [9]))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(flows.archive(NOWHERE, null))).toBe('FLOW_NOT_FOUND');
  });

  it('are gone once deleted, and free their slug', async () => {
    const { id } = await make('x');
    await flows.remove(id, null);
    expect(await codeOf(flows.get(id))).toBe('FLOW_NOT_FOUND');
    expect(await codeOf(flows.remove(id, null))).toBe('FLOW_NOT_FOUND');
    expect(await codeOf(versions.get(id, 1))).toBe('FLOW_NOT_FOUND');
    expect((await lists.list({ per_page: 10, sort: 'name' })).items).toEqual([]);
    expect((await make('x')).slug).toBe('x');
    expect(await codeOf(flows.get(NOWHERE))).toBe('FLOW_NOT_FOUND');
  });

  it.each(FLOW_SORTS)('come in the order %s, by page and by cursor alike', async (sort) => {
    for (const name of ['b', 'a%', 'C', 'a_', 'b']) await make(name);
    const whole = (await lists.list({ per_page: 10, sort })).items.map(({ id }) => id);
    expect(new Set(whole).size).toBe(5);
    const byPage: string[] = [];
    const byCursor: string[] = [];
    let cursor: string | undefined;
    for (let page = 1; page <= 3; page += 1) {
      byPage.push(...(await lists.list({ per_page: 2, page, sort })).items.map(({ id }) => id));
      const part = await lists.list({ per_page: 2, sort, ...(cursor === undefined ? {} : { cursor }) });
      byCursor.push(...part.items.map(({ id }) => id));
      cursor = part.meta.next_cursor ?? undefined;
      expect(part.meta).toMatchObject({ total: 5, total_pages: 3 });
    }
    expect(cursor).toBeUndefined();
    expect(byPage).toEqual(whole);
    expect(byCursor).toEqual(whole);
  });

  it('are found by status and by any part of the name, taken as it stands', async () => {
    for (const name of ['Alpha', 'al%', 'al_', 'beta']) await make(name);
    const names = async (query: Partial<FlowListQuery>) =>
      (await lists.list({ per_page: 10, sort: 'name', ...query })).items.map(({ name }) => name).toSorted();
    expect(await names({ name: 'AL' })).toEqual(['Alpha', 'al%', 'al_'].toSorted());
    expect(await names({ name: '%' })).toEqual(['al%']);
    expect(await names({ name: '_' })).toEqual(['al_']);
    expect(await names({ status: ['active'] })).toEqual([]);
    expect(await names({ status: ['draft', 'archived'], name: 'bet' })).toEqual(['beta']);
  });

  it('list their versions newest first, by page and by cursor', async () => {
    const { id } = await make('x');
    for (let n = 2; n <= 5; n += 1) await flows.replace(id, null, { name: `n${n}`, definition: GOOD });
    const first = await versions.list(id, { per_page: 2 });
    expect(first.items.map(({ version }) => version.version)).toEqual([5, 4]);
    const second = await versions.list(id, { per_page: 2, cursor: first.meta.next_cursor ?? '' });
    expect(second.items.map(({ version }) => version.version)).toEqual([3, 2]);
    const last = await versions.list(id, { per_page: 2, page: 3 });
    expect(last).toMatchObject({
      items: [{ version: { version: 1 } }],
      meta: { total: 5, total_pages: 3, next_cursor: null },
    });
  });

  it('match the tables that the migrations make', async () => {
    const { upQueries } = await scene().dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => /"flow/.test(query))).toEqual([]);
  });
});
