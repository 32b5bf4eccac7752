import { AppError } from '@app/errors';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aFlowTest, failing } from '../../test/a-flow-test.js';
import { importedOf } from '../../test/imported-of.js';
import { naming } from '../../test/naming.js';
import { codeOf, type FlowsScene, POOL_SIZE, sketch, useFlows } from '../../test/use-flows.js';
import type { ImportedFlow, ImportOptions } from '../transfer/flow-import.js';
import type { FlowTestContent } from './flow-test-content.js';

describe('publishing what must pass its tests', () => {
  const scene = useFlows();
  let { flows, publications, imports, exports, tests, gate, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, publications, imports, exports, tests, gate, make } = scene()));
  beforeEach(() => {
    gate.asked.length = 0;
    gate.meanwhile = () => Promise.resolve();
  });

  /** A flow that is published only when these pass. */
  async function strict(name: string, contents: readonly FlowTestContent[], definition = naming(name)) {
    const { id } = await make(name, definition);
    await tests.change(id, (writer) => writer.insertAll(id, contents));
    return (await flows.change(id, null, { publishRequiresTests: true })).flow;
  }

  const detailsOf = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((caught: unknown) => caught);
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...error.details.map(({ path, message }) => `${path}: ${message}`)];
  };
  const publishedOf = async (id: string) => (await flows.get(id)).publishedVersion;

  it('runs them with exactly the version that is to go live', async () => {
    const { id } = await strict('x', [aFlowTest('a')]);
    await flows.change(id, null, { definition: naming('two') });
    await publications.publish(id, null, { version: 1 });
    expect(gate.asked.map(({ flow, definition }) => [flow.version, definition])).toEqual([[1, naming('x').definition]]);
    expect(await publishedOf(id)).toBe(1);
    await publications.publish(id, null);
    expect(gate.asked.map(({ flow }) => flow.version)).toEqual([1, 2]);
    expect(await publishedOf(id)).toBe(2);
  });

  it('is refused with each test that fails, and with none at all', async () => {
    const { id } = await strict('x', [failing('bad'), aFlowTest('good'), failing('worse')]);
    const refusal = ['FLOW_TESTS_FAILED', 'tests["bad"]: fails', 'tests["worse"]: fails'];
    expect(await detailsOf(publications.publish(id, null))).toEqual(refusal);
    expect(await publishedOf(id)).toBeNull();
    const empty = await strict('empty', []);
    expect(await detailsOf(publications.publish(empty.id, null))).toEqual([
      'FLOW_TESTS_FAILED',
      'tests: must pass before the flow is published, and there are none',
    ]);
  });

  it('is not asked for anything where the flow does not, or no longer, require it', async () => {
    const { id } = await strict('x', [failing('bad')]);
    await flows.change(id, null, { publishRequiresTests: false });
    await publications.publish(id, null);
    expect([gate.asked, await publishedOf(id)]).toEqual([[], 1]);
  });

  it('tells other reasons first, without running anything', async () => {
    const { id } = await strict('x', [failing('bad')], sketch('nonsense'));
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_HAS_PROBLEMS');
    expect(await codeOf(publications.publish(id, [7]))).toBe('PRECONDITION_FAILED');
    expect(gate.asked).toEqual([]);
  });

  it('runs them again where they, or the draft, changed meanwhile', async () => {
    const { id } = await strict('x', [aFlowTest('a')]);
    const changes = [
      () => tests.change(id, (writer) => writer.insert(id, aFlowTest('b'))),
      () => flows.change(id, null, { definition: naming('two') }),
    ];
    gate.meanwhile = async () => changes.shift()?.();
    await publications.publish(id, null);
    expect(gate.asked.map(({ flow, tests: all }) => [flow.version, all.length])).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
    ]);
    expect(await publishedOf(id)).toBe(2);
  });

  it('sees a test that began to fail meanwhile', async () => {
    const { id } = await strict('x', [aFlowTest('a')]);
    gate.meanwhile = async () => {
      gate.meanwhile = () => Promise.resolve();
      await tests.change(id, (writer) => writer.insert(id, failing('bad')));
    };
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_TESTS_FAILED');
    expect(await publishedOf(id)).toBeNull();
  });

  it('gives up where they change each time', async () => {
    const { id } = await strict('x', [aFlowTest('a')]);
    let n = 0;
    gate.meanwhile = () => tests.change(id, (writer) => writer.insert(id, aFlowTest(`more ${(n += 1)}`)));
    expect(await detailsOf(publications.publish(id, null))).toEqual([
      'FLOW_TESTS_FAILED',
      'tests: changed each time that they had been run',
    ]);
    expect(await publishedOf(id)).toBeNull();
  });

  it('holds neither a lock nor a connection while they run', async () => {
    const all = await Promise.all(Array.from({ length: POOL_SIZE * 2 }, (_, n) => strict(`x${n}`, [aFlowTest('a')])));
    let running = 0;
    let start = (): void => undefined;
    const allRun = new Promise<void>((resolve) => (start = resolve));
    gate.meanwhile = async () => {
      if ((running += 1) === all.length) start();
      await allRun;
    };
    await Promise.all(all.map(({ id }) => publications.publish(id, null)));
    expect(await Promise.all(all.map(({ id }) => publishedOf(id)))).toEqual(all.map(() => 1));
  });

  describe('out of a file', () => {
    const bring = (files: readonly ImportedFlow[], options: Partial<ImportOptions> = {}) =>
      imports.import(files, { onConflict: 'new_version', publish: true, ...options }, { env: new Set(), secrets: new Set() });
    const fileOf = async (id: string) => importedOf(await exports.export(id, 'draft'));
    const [ONE, NONE] = [[aFlowTest('a')], []] as const;

    it('brings tests and setting along, and the same file changes nothing', async () => {
      const inner = await strict('inner', [aFlowTest('i', { description: 'inside' })]);
      const outer = await strict('outer', ONE, naming('outer', [inner.id]));
      const files = await fileOf(outer.id);
      expect(files.map((file) => [file.publishRequiresTests, file.tests?.map(({ name }) => name)])).toEqual([
        [true, ['a']],
        [true, ['i']],
      ]);
      const copies = await bring(files, { onConflict: 'rename' });
      expect(gate.asked.map(({ tests: all }) => all.map(({ name }) => name))).toEqual([['a'], ['i']]);
      expect(copies.results.map(({ flow }) => [flow.publishRequiresTests, flow.publishedVersion])).toEqual([
        [true, 1],
        [true, 1],
      ]);
      expect((await tests.list(copies.results[1]?.flow.id ?? '')).map(({ description }) => description)).toEqual(['inside']);
      const again = await bring(files, { publish: false });
      expect(again.results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    });

    it('is refused, and imports nothing, where a test fails or there is none', async () => {
      const file = (await fileOf((await strict('x', ONE)).id))[0] as ImportedFlow;
      const flow = (slug: string, contents: readonly FlowTestContent[]) => ({ ...file, id: null, slug, tests: contents });
      expect(await detailsOf(bring([flow('a', ONE), flow('b', [failing('bad')]), flow('c', NONE)]))).toEqual([
        'FLOW_TESTS_FAILED',
        'subflows[0].tests["bad"]: fails',
        'subflows[1].tests: must pass before the flow is published, and there are none',
      ]);
      expect(await scene().database.query('select slug from flows')).toEqual([{ slug: 'x' }]);
    });

    it('replaces the tests of a flow that is here, or leaves them where the file has none', async () => {
      const { id } = await strict('x', [aFlowTest('gone'), aFlowTest('kept'), aFlowTest('other', { input: 1 })]);
      const kept = (await tests.list(id)).find(({ name }) => name === 'kept');
      const file = (await fileOf(id))[0] as ImportedFlow;
      const untouched = await bring([{ ...file, tests: null, publishRequiresTests: null }], { publish: false });
      expect(untouched.results[0]).toMatchObject({ action: 'unchanged', flow: { publishRequiresTests: true } });
      const contents = [aFlowTest('kept'), aFlowTest('new'), aFlowTest('other', { input: 2 })];
      const changed = await bring([{ ...file, tests: contents }], { publish: false });
      expect(changed.results[0]?.action).toBe('changed');
      const now = await tests.list(id);
      expect(now.map(({ name, input }) => [name, input])).toEqual([['kept', {}], ['new', {}], ['other', 2]]);
      expect(now[0]).toEqual(kept);
      const freed = await bring([{ ...file, tests: null, publishRequiresTests: false }], { publish: false });
      expect(freed.results[0]).toMatchObject({ action: 'changed', flow: { publishRequiresTests: false } });
    });

    it('asks for the tests that the flow has here, where the file has none', async () => {
      const { id } = await strict('x', [failing('bad')]);
      const file = { ...((await fileOf(id))[0] as ImportedFlow), tests: null, publishRequiresTests: null };
      expect(await detailsOf(bring([file]))).toEqual(['FLOW_TESTS_FAILED', 'flow.tests["bad"]: fails']);
    });
  });
});
