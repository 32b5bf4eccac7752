import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, codeOf, type FlowsScene, GOOD, NOWHERE, sketch, useFlows } from '../test/use-flows.js';

const LATER = sketch('log', { message: 'later' });

describe('the versions of a flow', () => {
  const scene = useFlows();
  let { flows, versions, publications, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, versions, publications, make } = scene()));

  const list = async (id: string) => (await versions.list(id, { per_page: 10 })).items.map(({ version }) => version);

  it('keep who saved them', async () => {
    const { flow } = await flows.create({ name: 'x', definition: GOOD, by: 'Ada' });
    await flows.change(flow.id, null, { definition: LATER, by: 'Grace' });
    expect((await list(flow.id)).map(({ createdBy }) => createdBy)).toEqual(['Grace', 'Ada']);
  });

  it('are restored as a new version: none is rewritten', async () => {
    const { id } = await make('x');
    await flows.change(id, null, { definition: LATER, message: 'second' });
    const { flow, problems } = await versions.restore(id, 1, [2], { by: 'Ada' });
    expect(flow).toMatchObject({ version: 3, definition: GOOD.definition, publishedVersion: null, status: 'draft' });
    expect(problems).toEqual([]);
    expect(await list(id)).toMatchObject([
      { version: 3, message: 'Restored version 1', createdBy: 'Ada', contentHash: GOOD.contentHash },
      { version: 2, message: 'second', contentHash: LATER.contentHash },
      { version: 1, message: null },
    ]);
    expect((await versions.restore(id, 2, null, { message: 'forth' })).flow.version).toBe(4);
    expect((await versions.get(id, 4)).version).toMatchObject({ message: 'forth', definition: LATER.definition });
  });

  it('are restored with what is wrong with them, and without being published', async () => {
    const { id } = await make('x', BAD);
    await flows.change(id, null, { definition: GOOD });
    await publications.publish(id, null);
    const { flow, problems } = await versions.restore(id, 1, null);
    expect(flow).toMatchObject({ version: 3, publishedVersion: 2 });
    expect(problems).toEqual(BAD.problems);
  });

  it('write nothing where the draft is what is to be restored', async () => {
    const { id } = await make('x');
    const before = await flows.get(id);
    expect((await versions.restore(id, 1, null)).flow).toEqual(before);
    expect((await versions.restore(id, 1, null, { message: 'as it was' })).flow).toEqual(before);
    expect(await list(id)).toMatchObject([{ version: 1, message: 'as it was' }]);
  });

  it('are not restored against another version than was read, when archived, or when not there', async () => {
    const { id } = await make('x');
    await flows.change(id, null, { definition: LATER });
    expect(await codeOf(versions.restore(id, 1, [1]))).toBe('PRECONDITION_FAILED');
    expect(await codeOf(versions.restore(id, 9, null))).toBe('FLOW_VERSION_NOT_FOUND');
    expect(await codeOf(versions.restore(NOWHERE, 1, null))).toBe('FLOW_NOT_FOUND');
    await flows.archive(id, null);
    expect(await codeOf(versions.restore(id, 1, null))).toBe('FLOW_ARCHIVED');
  });

  it('are each restored once by many at once that read the same version', async () => {
    const { id } = await make('x');
    await flows.change(id, null, { definition: LATER });
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(versions.restore(id, 1, [2]))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect((await list(id)).map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('are compared by number, and by what they are now', async () => {
    const { id } = await make('x');
    await flows.change(id, null, { definition: LATER, message: 'second' });
    const { from, to, difference } = await versions.diff(id, 1, 'draft');
    expect(from).toMatchObject({ version: { version: 1, contentHash: GOOD.contentHash }, published: false });
    expect(to).toMatchObject({ version: { version: 2, message: 'second' } });
    expect(difference).toMatchObject({
      same: false,
      nodes: { changed: [{ id: 'a', fields: [{ path: 'data.message', before: 'hello', after: 'later' }] }] },
    });
    expect(await codeOf(versions.diff(id, 'published', 'draft'))).toBe('FLOW_VERSION_NOT_FOUND');
    await publications.publish(id, null, { version: 1 });
    expect(await versions.diff(id, 'draft', 'published')).toMatchObject({
      from: { version: { version: 2 } },
      to: { version: { version: 1 }, published: true },
      difference: { nodes: { changed: [{ fields: [{ before: 'later', after: 'hello' }] }] } },
    });
    expect((await versions.diff(id, 1, 1)).difference.same).toBe(true);
    expect(await codeOf(versions.diff(id, 1, 9))).toBe('FLOW_VERSION_NOT_FOUND');
    expect(await codeOf(versions.diff(NOWHERE, 1, 1))).toBe('FLOW_NOT_FOUND');
  });
});
