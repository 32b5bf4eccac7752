import { AppError } from '@app/errors';
import { aDefinition } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { naming } from '../../test/naming.js';
import { importedOf } from '../../test/imported-of.js';
import { BAD, codeOf, type FlowsScene, GOOD, sketch, useFlows } from '../../test/use-flows.js';
import { definitionToKeep } from '../definition-check.js';
import type { ImportedFlow, ImportedVersion, ImportOptions } from './flow-import.js';

const ID = '018f4d2e-7a10-7c3e-9b1a-00000000000';
const HERE = { env: new Set(['HERE']), secrets: new Set<string>() };

const aVersion = (definition = GOOD, rest: Partial<ImportedVersion> = {}): ImportedVersion => ({
  version: 1,
  definition,
  message: null,
  createdBy: null,
  ...rest,
});
const anImport = (slug: string, head = aVersion(), rest: Partial<ImportedFlow> = {}): ImportedFlow => ({
  id: null,
  name: slug,
  slug,
  publishRequiresTests: null,
  tests: null,
  description: null,
  head,
  pinned: [],
  ...rest,
});

describe('the import of flows', () => {
  const scene = useFlows();
  let { flows, versions, publications, imports, exports, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, versions, publications, imports, exports, make } = scene()));

  const run = (files: readonly ImportedFlow[], options: Partial<ImportOptions> = {}) =>
    imports.import(files, { onConflict: 'fail', publish: false, ...options }, HERE);
  const slugs = async () =>
    (await scene().database.query<{ slug: string }>('select slug from flows order by slug')).map(({ slug }) => slug);
  const messages = async (id: string) =>
    (await versions.list(id, { per_page: 100 })).items.map(({ version }) => version.message);
  const calls = async (id: string) =>
    (await flows.get(id)).definition.nodes.flatMap(({ data }) => (data.flow === undefined ? [] : [data]));

  it('makes them as drafts, with what was said of them', async () => {
    const file = anImport('a', aVersion(GOOD, { version: 7, message: 'seventh', createdBy: 'Ada' }), {
      description: 'd',
    });
    const { results, warnings } = await run([file]);
    expect(warnings).toEqual([]);
    expect(results).toMatchObject([
      { action: 'created', flow: { slug: 'a', description: 'd', status: 'draft', version: 1 }, problems: [] },
    ]);
    const { version } = await versions.get(results[0]?.flow.id ?? '', 1);
    expect(version).toMatchObject({ message: 'seventh', createdBy: 'Ada', contentHash: GOOD.contentHash });
    const by = await run([anImport('b', aVersion(GOOD, { createdBy: 'Ada' }))], { by: 'Grace' });
    expect((await versions.get(by.results[0]?.flow.id ?? '', 1)).version.createdBy).toBe('Grace');
  });

  it('puts the new ids, slugs and numbers in where flows name each other', async () => {
    await make('b');
    const a = anImport('a', aVersion(naming('a', [`${ID}1`.toUpperCase()], ['b', 5], ['b', 'published'], ['other'])), {
      id: `${ID}0`,
    });
    const b = anImport('b', aVersion(naming('b', [`${ID}0`]), { version: 9 }), {
      id: `${ID}1`,
      pinned: [aVersion(naming('b5'), { version: 5 })],
    });
    const { results } = await run([a, b], { onConflict: 'rename' });
    const [first, second] = results.map(({ flow }) => flow);
    expect(second).toMatchObject({ slug: 'b-2', version: 2 });
    expect(await calls(first?.id ?? '')).toMatchObject([
      { flow: second?.id },
      { flow: 'b-2', version: 1 },
      { flow: 'b-2', version: 'published' },
      { flow: 'other' },
    ]);
    expect(await calls(second?.id ?? '')).toMatchObject([{ flow: first?.id }]);
    expect((await versions.get(second?.id ?? '', 1)).version.definition).toEqual(naming('b5').definition);
  });

  it('makes nothing at all where one of them cannot be made', async () => {
    await make('taken');
    const error = await run([anImport('a'), anImport('taken'), anImport('b')]).catch((each: unknown) => each);
    expect(error).toMatchObject({ code: 'FLOW_SLUG_TAKEN', details: [{ path: 'subflows[0].slug' }] });
    const archived = await make('archived');
    await flows.archive(archived.id, null);
    const refused = await run([anImport('a'), anImport('archived')], { onConflict: 'new_version' }).catch(
      (each: unknown) => each,
    );
    expect(refused).toMatchObject({ code: 'FLOW_ARCHIVED', details: [{ path: 'subflows[0].slug' }] });
    const unfit = await run([anImport('a'), anImport('b', aVersion(BAD))], { publish: true }).catch(
      (each: unknown) => each,
    );
    expect(unfit).toBeInstanceOf(AppError);
    expect(unfit).toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
      details: [{ code: 'NODE_TYPE_UNKNOWN', path: 'subflows[0].definition.nodes[0].type' }],
    });
    expect(await slugs()).toEqual(['archived', 'taken']);
  });

  it('takes back what it wrote when PostgreSQL refuses the last of it', async () => {
    await scene().database.query(`alter table flows add constraint test_no check (slug <> 'z')`);
    try {
      await expect(run([anImport('a'), anImport('z')])).rejects.toThrow('test_no');
      expect(await slugs()).toEqual([]);
    } finally {
      await scene().database.query('alter table flows drop constraint test_no');
    }
  });

  it('gives those whose slugs are taken others, also beside each other', async () => {
    for (const slug of ['a', 'a-2']) await make(slug);
    const { results } = await run([anImport('a'), anImport('a-3'), anImport('a-2')], { onConflict: 'rename' });
    expect(results.map(({ flow, action }) => [flow.slug, action])).toEqual([
      ['a-4', 'created'],
      ['a-3', 'created'],
      ['a-2-2', 'created'],
    ]);
  });

  it('gives those that are here a new version, and none where nothing differs', async () => {
    const there = await make('a');
    await publications.publish(there.id, null);
    const next = aVersion(sketch('log', { message: 'new' }), { message: 'from elsewhere' });
    const file = [anImport('a', next, { name: 'Renamed' }), anImport('b')];
    const { results } = await run(file, { onConflict: 'new_version' });
    expect(results.map(({ action }) => action)).toEqual(['changed', 'created']);
    expect(await flows.get(there.id)).toMatchObject({
      name: 'Renamed',
      version: 2,
      publishedVersion: 1,
      status: 'active',
    });
    expect(await messages(there.id)).toEqual(['from elsewhere', null]);
    const again = await run(file, { onConflict: 'new_version' });
    expect(again.results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    expect(again.results.map(({ flow }) => flow)).toEqual(results.map(({ flow }) => flow));
  });

  it('finds versions that are named by number among those that are here', async () => {
    const pinned = [aVersion(naming('b1'), { version: 3 }), aVersion(naming('b2', ['b', 3]), { version: 4 })];
    const b = anImport('b', aVersion(naming('b3', ['b', 4]), { version: 8 }), { pinned });
    const file = [anImport('a', aVersion(naming('a', ['b', 3], ['b', 8]))), b];
    const first = await run(file, { onConflict: 'new_version' });
    const second = await run(file, { onConflict: 'new_version' });
    expect(second.results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    const id = first.results[1]?.flow.id ?? '';
    expect(await messages(id)).toHaveLength(3);
    expect(await calls(first.results[0]?.flow.id ?? '')).toMatchObject([{ version: 1 }, { version: 3 }]);
    expect(await calls(id)).toMatchObject([{ version: 2 }]);
  });

  it('gives versions that name each other by number in a circle their numbers', async () => {
    const a = anImport('a', aVersion(naming('a2', ['a', 1]), { version: 2 }), {
      pinned: [aVersion(naming('a1', ['b', 6]))],
    });
    const b = anImport('b', aVersion(naming('b6', ['a', 1], ['a', 2]), { version: 6 }));
    const { results } = await run([a, b]);
    const marks = async (at: number, version: number) =>
      (await versions.get(results[at]?.flow.id ?? '', version)).version.definition.nodes[0]?.data.message;
    const draft = async (at: number) => calls(results[at]?.flow.id ?? '');
    const [[a1], [b1, b2]] = [await draft(0), await draft(1)];
    expect(await marks(0, a1?.version as number)).toBe('a1');
    expect([await marks(0, b1?.version as number), await marks(0, b2?.version as number)]).toEqual(['a1', 'a2']);
    for (const { flow } of results) {
      const rows = (await versions.list(flow.id, { per_page: 100 })).items;
      expect(rows[0]?.version.version).toBe(flow.version);
      expect(new Set(rows.map(({ version }) => version.version)).size).toBe(rows.length);
    }
  });

  it('publishes flows that call each other together, and nothing that calls what is not there', async () => {
    const more = aDefinition(
      [
        { id: 'more', type: 'condition', data: { expression: 'input.n > 0' } },
        { id: 'call', type: 'subflow', data: { flow: 'b' } },
      ],
      [['more', 'call', 'true']],
    );
    const a = anImport('a', aVersion(definitionToKeep(more)));
    const b = anImport('b', aVersion(naming('b', ['a'])));
    const { results } = await run([a, b], { publish: true });
    expect(results.map(({ flow, problems }) => [flow.publishedVersion, problems])).toEqual([
      [1, []],
      [1, []],
    ]);
    const lost = run([anImport('c', aVersion(naming('c', ['nobody'])))], { publish: true });
    await expect(lost).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
      details: [{ code: 'SUBFLOW_NOT_FOUND', path: 'flow.definition.nodes[1].data.flow' }],
    });
    const [kept] = (await run([anImport('d', aVersion(naming('d', ['nobody'])))])).results;
    expect(kept?.problems).toMatchObject([{ code: 'SUBFLOW_NOT_FOUND' }]);
  });

  it('publishes what it imports, where that is asked for', async () => {
    const there = await make('a');
    const file = [anImport('a', aVersion(sketch('log', { message: 'new' }))), anImport('b')];
    const options = { onConflict: 'new_version', publish: true, by: 'Ada' } as const;
    const { results } = await run(file, options);
    expect(results.map(({ flow }) => [flow.status, flow.publishedVersion])).toEqual([
      ['active', 2],
      ['active', 1],
    ]);
    expect((await publications.list(there.id, { per_page: 9 })).items).toMatchObject([
      { version: 2, publishedBy: 'Ada' },
    ]);
    expect((await run(file, options)).results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    await flows.change(there.id, null, { definition: GOOD });
    await run(file, options);
    expect(await flows.get(there.id)).toMatchObject({ version: 4, publishedVersion: 4 });
  });

  it('warns of what is not here', async () => {
    const known = await make('known');
    const node = (data: object) => ({ id: 'h', type: 'http', data });
    const needs = sketch(
      'http',
      node({ url: '{{ env.HERE }}{{ env.NOT }}{{ $lookup(env, "x") }}', headers: { a: '{{ secrets.S }}' } }).data,
    );
    const a = anImport('a', aVersion(naming('a', ['b', 7], ['nope'], ['known'], [known.id], ['b'])));
    const { warnings, requirements } = await run([a, anImport('b', aVersion(needs))]);
    expect(warnings.map(({ code, name }) => [code, name])).toEqual([
      ['ENV_NOT_SET', 'NOT'],
      ['SECRET_NOT_SET', 'S'],
      ['FLOW_NOT_FOUND', 'nope'],
      ['FLOW_VERSION_NOT_FOUND', 'b@7'],
      ['FLOW_NOT_PUBLISHED', 'b'],
    ]);
    expect(requirements).toMatchObject({ env: ['*', 'HERE', 'NOT'], secrets: ['S'] });
  });

  it('takes a file that names more flows than a statement has parameters', async () => {
    const calls = (from: number) =>
      Array.from({ length: 10_000 }, (_, n) => ({ id: `n${n}`, type: 'subflow', data: { flow: `nope-${from + n}` } }));
    const files = Array.from({ length: 7 }, (_, at) => {
      const definition = { nodes: calls(at * 10_000), edges: [] };
      return anImport(`a${at}`, aVersion({ definition, contentHash: '', problems: [] }));
    });
    const { warnings } = await run(files);
    expect(warnings).toHaveLength(1_000);
  });

  it('takes many imports of the same flows at once, each in its own way', async () => {
    const file = () => [anImport('a', aVersion(naming('a', ['b']))), anImport('b'), anImport('c')];
    const renamed = await Promise.all(Array.from({ length: 4 }, () => run(file(), { onConflict: 'rename' })));
    expect(new Set(renamed.flatMap(({ results }) => results.map(({ flow }) => flow.slug))).size).toBe(12);
    const more = (n: number) => [...file(), anImport('d', aVersion(sketch('log', { message: `${n}` })))].toReversed();
    const saved = await Promise.all([1, 2, 3, 4].map((n) => run(more(n), { onConflict: 'new_version' })));
    expect(new Set(saved.map(({ results }) => results[0]?.flow.version)).size).toBe(4);
    const failed = await Promise.all([1, 2, 3].map(() => codeOf(run([anImport('x'), anImport('y')]))));
    expect(failed.filter((code) => code === 'FLOW_SLUG_TAKEN')).toHaveLength(2);
  });

  it('brings what was exported back as it was', async () => {
    const b = await make('b', naming('b'));
    const a = await make('a', naming('a', [b.id], ['b', 1]));
    const files = importedOf(await exports.export(a.id, 'draft'));
    const { results } = await run(files, { onConflict: 'new_version' });
    expect(results.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
  });
});
