import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, codeOf, type FlowsScene, GOOD, NOWHERE, POOL_SIZE, sketch, useFlows } from '../../test/use-flows.js';

describe('publishing', () => {
  const scene = useFlows();
  let { flows, versions, publications, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, versions, publications, make } = scene()));

  const save = (id: string, name: string) => flows.replace(id, null, { name, definition: GOOD });
  const history = async (id: string) => (await publications.list(id, { per_page: 100 })).items;
  const live = async (id: string) => (await flows.get(id)).publishedVersion;

  it('makes the newest version the one that runs use, when nothing is wrong with it', async () => {
    const { id } = await make('x', BAD);
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_HAS_PROBLEMS');
    await save(id, 'x');
    expect(await publications.publish(id, null)).toMatchObject({
      flow: { status: 'active', publishedVersion: 2, version: 2 },
      problems: [],
    });
    expect(await codeOf(publications.publish(id, null, { version: 1 }))).toBe('FLOW_HAS_PROBLEMS');
    expect(await codeOf(publications.publish(id, null, { version: 9 }))).toBe('FLOW_VERSION_NOT_FOUND');
    expect(await codeOf(publications.publish(NOWHERE, null))).toBe('FLOW_NOT_FOUND');
    expect(await live(id)).toBe(2);
  });

  it('goes back to an older version', async () => {
    const { id } = await make('x');
    await save(id, 'y');
    await publications.publish(id, null);
    await publications.publish(id, [2], { version: 1 });
    expect(await flows.get(id)).toMatchObject({ status: 'active', publishedVersion: 1, version: 2 });
    expect((await versions.list(id, { per_page: 10 })).items.map(({ published }) => published)).toEqual([false, true]);
  });

  it('records who published what, when, and what was said, and keeps it', async () => {
    const { id } = await make('x');
    await save(id, 'y');
    await publications.publish(id, null, { version: 1, message: 'goes live', by: 'Ada' });
    await publications.publish(id, null, { version: 2, by: 'Grace' });
    await publications.publish(id, null, { version: 1, message: 'back again' });
    expect(await history(id)).toMatchObject([
      { version: 1, message: 'back again', publishedBy: null, publishedAt: expect.any(Date) },
      { version: 2, message: null, publishedBy: 'Grace' },
      { version: 1, message: 'goes live', publishedBy: 'Ada' },
    ]);
    const shown = (await versions.list(id, { per_page: 10 })).items;
    expect(shown.map(({ published, publication }) => [published, publication?.message])).toEqual([
      [false, null],
      [true, 'back again'],
    ]);
    expect((await versions.get(id, 2)).publication).toMatchObject({ publishedBy: 'Grace' });
  });

  it('leaves what was said of a version when it was saved, and speaks for one of which nothing was', async () => {
    const { id } = await make('x');
    const message = async () => (await versions.get(id, 1)).version.message;
    await publications.publish(id, null, { message: 'goes live' });
    expect(await message()).toBe('goes live');
    await save(id, 'y');
    await publications.publish(id, null);
    await publications.publish(id, null, { version: 1, message: 'back again' });
    expect(await message()).toBe('goes live');
  });

  it('changes nothing where the version is published already, but what is said of it', async () => {
    const { id } = await make('x');
    const { flow } = await publications.publish(id, null, { message: 'goes live' });
    await publications.publish(id, null, { message: 'goes live' });
    expect((await publications.publish(id, null, { version: 1 })).flow).toEqual(flow);
    expect(await history(id)).toHaveLength(1);
    await publications.publish(id, null, { message: 'is live' });
    expect((await history(id)).map(({ message }) => message)).toEqual(['is live', 'goes live']);
    expect((await versions.get(id, 1)).publication).toMatchObject({ message: 'is live' });
  });

  it('is refused for an archived flow, and where the flow has another version by now', async () => {
    const { id } = await make('x');
    await save(id, 'y');
    expect(await codeOf(publications.publish(id, [1]))).toBe('PRECONDITION_FAILED');
    await flows.archive(id, null);
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_ARCHIVED');
    expect(await live(id)).toBeNull();
  });

  it('takes one after the other of many at once, older versions among them, over few connections', async () => {
    const { id } = await make('x');
    for (let n = 2; n <= 6; n += 1) await save(id, `n${n}`);
    const wanted = Array.from({ length: 5 * POOL_SIZE }, (_, n) => (n % 6) + 1);
    const published = await Promise.all(wanted.map((version) => publications.publish(id, null, { version })));
    expect(published.map(({ flow }) => flow.publishedVersion)).toEqual(wanted);
    const [last] = await history(id);
    expect(await live(id)).toBe(last?.version);
  });

  it('never publishes a draft that somebody saves meanwhile unseen', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { id } = await make('x');
      const definition = sketch('log', { message: `${n}` });
      const [, publication] = await Promise.all([
        flows.replace(id, null, { name: 'x', definition }),
        codeOf(publications.publish(id, [1])),
      ]);
      expect(await live(id)).toBe(publication === null ? 1 : null);
      expect([null, 'PRECONDITION_FAILED']).toContain(publication);
    }
  });

  it('is listed newest first, by page and by cursor', async () => {
    const { id } = await make('x');
    await save(id, 'y');
    for (const version of [1, 2, 1, 2, 1]) await publications.publish(id, null, { version });
    const all = (await history(id)).map((one) => one.id);
    const first = await publications.list(id, { per_page: 2 });
    const second = await publications.list(id, { per_page: 2, cursor: first.meta.next_cursor ?? '' });
    const third = await publications.list(id, { per_page: 2, page: 3 });
    expect([first, second, third].flatMap(({ items }) => items.map((one) => one.id))).toEqual(all);
    expect(third.meta).toMatchObject({ total: 5, total_pages: 3, next_cursor: null });
    expect(await codeOf(publications.list(NOWHERE, { per_page: 2 }))).toBe('FLOW_NOT_FOUND');
  });
});
