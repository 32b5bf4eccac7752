import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, codeOf, type FlowsScene, GOOD, NOWHERE, sketch, useFlows } from '../test/use-flows.js';

describe('the copy of a flow', () => {
  const scene = useFlows();
  let { flows, versions, publications, copies, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, versions, publications, copies, make } = scene()));

  it('is a draft of its own, without a history', async () => {
    const { flow: origin } = await flows.create({ name: 'Orders', description: 'takes orders', definition: GOOD });
    await publications.publish(origin.id, null);
    const { flow, problems } = await copies.duplicate(origin.id, { by: 'Ada' });
    expect(problems).toEqual([]);
    expect(flow).toMatchObject({
      name: 'Orders (copy)',
      slug: 'orders-copy',
      description: 'takes orders',
      status: 'draft',
      version: 1,
      publishedVersion: null,
      definition: origin.definition,
    });
    expect((await versions.list(flow.id, { per_page: 10 })).items.map(({ version }) => version)).toMatchObject([
      { version: 1, message: 'Copy of version 1 of Orders', createdBy: 'Ada', contentHash: GOOD.contentHash },
    ]);
    await flows.change(flow.id, null, { definition: BAD });
    expect((await flows.get(origin.id)).definition).toEqual(GOOD.definition);
  });

  it('is of the draft, or of the version that is named', async () => {
    const { id } = await make('x', sketch('log', { message: 'first' }));
    await flows.change(id, null, { definition: BAD });
    expect((await copies.duplicate(id)).problems).toEqual(BAD.problems);
    const { flow } = await copies.duplicate(id, { version: 1, name: 'y', message: 'mine', description: 'd' });
    expect(flow).toMatchObject({ name: 'y', slug: 'y', description: 'd' });
    expect(flow.definition.nodes[0]?.data).toEqual({ message: 'first' });
    expect((await versions.get(flow.id, 1)).version.message).toBe('mine');
    expect(await codeOf(copies.duplicate(id, { version: 9 }))).toBe('FLOW_VERSION_NOT_FOUND');
    expect(await codeOf(copies.duplicate(NOWHERE))).toBe('FLOW_NOT_FOUND');
  });

  it('has a slug of its own, also when many are made at once; one that is asked for must be free', async () => {
    const { id } = await make('x');
    const made = await Promise.all(Array.from({ length: 4 }, () => copies.duplicate(id)));
    expect(made.map(({ flow }) => flow.slug).toSorted()).toEqual(['x-copy', 'x-copy-2', 'x-copy-3', 'x-copy-4']);
    expect(await codeOf(copies.duplicate(id, { slug: 'x' }))).toBe('FLOW_SLUG_TAKEN');
  });

  it('can be made of an archived flow', async () => {
    const { id } = await make('x');
    await flows.archive(id, null);
    expect((await copies.duplicate(id)).flow.status).toBe('draft');
  });
});
