import { beforeAll, describe, expect, it } from 'vitest';
import { aFlowTest } from '../../test/a-flow-test.js';
import { codeOf, type FlowsScene, NOWHERE, useFlows } from '../../test/use-flows.js';
import { contentOf, FLOW_TEST_LIMITS, type FlowTestContent } from './flow-test-content.js';

describe('the tests of a flow', () => {
  const scene = useFlows();
  let { flows, tests, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, tests, make } = scene()));

  const add = (id: string, content: FlowTestContent) => tests.change(id, (writer) => writer.insert(id, content));
  const namesOf = async (id: string) => (await tests.list(id)).map(({ name }) => name);

  it('are kept as they were written, the order of keys included', async () => {
    const { id } = await make('x');
    const content = aFlowTest('whole', {
      description: 'all of it',
      input: null,
      mocks: { z: [{ output: { b: 1, a: '\0\ud800' } }], a: {} },
      events: [{ name: 'e', payload: null }],
      cancelAfter: '1h',
      startAt: '2030-01-01T00:00:00+02:00',
      expectations: { status: 'failed', output: null },
    });
    const made = await add(id, content);
    expect(JSON.stringify(contentOf(await tests.get(id, made.id)))).toBe(JSON.stringify(content));
    await add(id, aFlowTest('false', { input: false }));
    expect((await tests.list(id)).map(({ name, input }) => [name, input])).toEqual([
      ['false', false],
      ['whole', null],
    ]);
  });

  it('have names of their own in a flow, and in another flow the same', async () => {
    const [one, other] = [await make('one'), await make('other')];
    const first = await add(one.id, aFlowTest('a'));
    await add(other.id, aFlowTest('a'));
    expect(await codeOf(add(one.id, aFlowTest('a')))).toBe('FLOW_TEST_NAME_TAKEN');
    const second = await add(one.id, aFlowTest('b'));
    const rename = (name: string) => tests.change(one.id, (writer) => writer.update(second, aFlowTest(name)));
    expect(await codeOf(rename('a'))).toBe('FLOW_TEST_NAME_TAKEN');
    expect((await rename('c')).id).toBe(second.id);
    await tests.change(one.id, (writer) => writer.remove(first));
    expect([await namesOf(one.id), await namesOf(other.id)]).toEqual([['c'], ['a']]);
  });

  it('stay as they are where nothing differs, and tell when they were changed', async () => {
    const { id } = await make('x');
    const made = await add(id, aFlowTest('a'));
    const save = (content: FlowTestContent) => tests.change(id, (writer) => writer.update(made, content));
    expect((await save(aFlowTest('a'))).updatedAt).toEqual(made.updatedAt);
    const changed = await save(aFlowTest('a', { input: 1 }));
    expect(changed.updatedAt.getTime()).toBeGreaterThan(made.updatedAt.getTime());
    expect(changed.createdAt).toEqual(made.createdAt);
  });

  it('are read of a flow that is archived, and changed of none that is archived, deleted or not there', async () => {
    const { id } = await make('x');
    const made = await add(id, aFlowTest('a'));
    await flows.archive(id, null);
    expect(await codeOf(add(id, aFlowTest('b')))).toBe('FLOW_ARCHIVED');
    expect((await tests.get(id, made.id)).name).toBe('a');
    await flows.unarchive(id, null);
    expect(await codeOf(tests.get(id, NOWHERE))).toBe('FLOW_TEST_NOT_FOUND');
    expect(await codeOf(tests.get(NOWHERE, made.id))).toBe('FLOW_NOT_FOUND');
    const other = await make('other');
    expect(await codeOf(tests.get(other.id, made.id))).toBe('FLOW_TEST_NOT_FOUND');
    await flows.remove(id, null);
    expect(await codeOf(tests.list(id))).toBe('FLOW_NOT_FOUND');
    expect(await codeOf(add(id, aFlowTest('b')))).toBe('FLOW_NOT_FOUND');
  });

  it('are bounded in number, also when many are made at once', async () => {
    const { id } = await make('x');
    const names = Array.from({ length: FLOW_TEST_LIMITS.tests - 1 }, (_, n) => `test ${n}`);
    await tests.change(id, (writer) => writer.insertAll(id, names.map((name) => aFlowTest(name))));
    const codes = await Promise.all(['a', 'b', 'c'].map((name) => codeOf(add(id, aFlowTest(name)))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'FLOW_TEST_LIMIT')).toHaveLength(2);
  });

  it('go with a copy, and so does what publishing asks for', async () => {
    const { id } = await make('x');
    await add(id, aFlowTest('a', { mocks: { a: { output: 1 } } }));
    await flows.change(id, null, { publishRequiresTests: true });
    const { flow } = await scene().copies.duplicate(id);
    expect(flow.publishRequiresTests).toBe(true);
    expect((await tests.list(flow.id)).map(contentOf)).toEqual((await tests.list(id)).map(contentOf));
    await tests.change(flow.id, async (writer) => writer.remove((await writer.list(flow.id))[0] as never));
    expect([await namesOf(id), await namesOf(flow.id)]).toEqual([['a'], []]);
    const free = await scene().copies.duplicate(id, { publishRequiresTests: false });
    expect(free.flow.publishRequiresTests).toBe(false);
  });
});
