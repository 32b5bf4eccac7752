import { beforeAll, describe, expect, it } from 'vitest';
import { naming } from '../../test/naming.js';
import { codeOf, type FlowsScene, NOWHERE, sketch, useFlows } from '../../test/use-flows.js';
import type { ExportedFlow, FlowExport } from './flow-export.js';
import { TRANSFER_LIMITS } from './transfer-limits.js';

const shown = ({ flow, head, pinned }: ExportedFlow) =>
  [flow.slug, head.version, ...pinned.map(({ version }) => version)].join(' ');
const all = ({ flow, subflows }: FlowExport) => [flow, ...subflows].map(shown);

describe('the export of a flow', () => {
  const scene = useFlows();
  let { flows, publications, exports, make } = {} as FlowsScene;
  beforeAll(() => ({ flows, publications, exports, make } = scene()));

  const save = (id: string, definition: ReturnType<typeof naming>) => flows.change(id, null, { definition });

  it('has the draft, or the version that is named', async () => {
    const { id } = await make('x', naming('one'));
    await save(id, naming('two'));
    const { flow, subflows, missing } = await exports.export(id, 'draft');
    expect(flow).toMatchObject({ flow: { id, name: 'x' }, head: { version: 2 }, pinned: [] });
    expect(flow.head.definition).toEqual(naming('two').definition);
    expect([subflows, missing]).toEqual([[], []]);
    expect((await exports.export(id, 1)).flow.head.definition).toEqual(naming('one').definition);
    expect(await codeOf(exports.export(id, 'published'))).toBe('FLOW_VERSION_NOT_FOUND');
    await publications.publish(id, null, { version: 1 });
    expect((await exports.export(id, 'published')).flow.head.version).toBe(1);
    expect(await codeOf(exports.export(id, 9))).toBe('FLOW_VERSION_NOT_FOUND');
    expect(await codeOf(exports.export(NOWHERE, 'draft'))).toBe('FLOW_NOT_FOUND');
  });

  it('has the flows that it names, and those that they name, each once', async () => {
    const c = await make('c', naming('c'));
    const b = await make('b', naming('b', [c.id]));
    const a = await make('a', naming('a', ['c'], [b.id], ['b', 'published']));
    expect(all(await exports.export(a.id, 'draft'))).toEqual(['a 1', 'c 1', 'b 1']);
  });

  it('has of a sub-flow the published version, or the draft where none is, and those named by number', async () => {
    const b = await make('b', sketch('log', { message: '1' }));
    for (const message of ['2', '3', '4']) await flows.change(b.id, null, { definition: sketch('log', { message }) });
    const a = await make('a', naming('a', ['b'], ['b', 1]));
    expect(all(await exports.export(a.id, 'draft'))).toEqual(['a 1', 'b 4 1']);
    await publications.publish(b.id, null, { version: 3 });
    expect(all(await exports.export(a.id, 'draft'))).toEqual(['a 1', 'b 3 1']);
    const other = await make('other', naming('other', ['b', 1], ['b', 2]));
    expect(all(await exports.export(other.id, 'draft'))).toEqual(['other 1', 'b 2 1']);
  });

  it('ends where flows name each other, and themselves', async () => {
    const a = await make('a', naming('a', ['b'], ['a']));
    const b = await make('b', naming('b', ['a'], ['a', 1], ['a', 2]));
    await save(a.id, naming('a2', ['b'], ['a', 1]));
    expect(all(await exports.export(a.id, 'draft'))).toEqual(['a 2 1', 'b 1']);
    expect(all(await exports.export(b.id, 'draft'))).toEqual(['b 1', 'a 2 1']);
  });

  it('says what is named and is not there', async () => {
    const gone = await make('gone', naming('gone'));
    const b = await make('b', naming('b'));
    const a = await make('a', naming('a', [gone.id], ['nope'], ['b', 7], [b.id, 1e12], ['{{ input.flow }}']));
    await flows.remove(gone.id, null);
    const { subflows, missing } = await exports.export(a.id, 'draft');
    expect(subflows).toEqual([]);
    expect(missing).toEqual([gone.id, 'b@1000000000000', 'b@7', 'nope', '{{ input.flow }}'].toSorted());
  });

  it('says what it needs of the server', async () => {
    const b = await make('b', sketch('http', { url: '{{ env.HOST }}', headers: { a: '{{ secrets.TOKEN }}' } }));
    const a = await make('a', naming('{{ env.NAME }}', [b.id]));
    expect((await exports.export(a.id, 'draft')).requirements).toEqual({
      env: ['HOST', 'NAME'],
      secrets: ['TOKEN'],
      taskQueues: [],
      nodeTypes: ['http', 'log', 'subflow'],
    });
  });

  it('is refused where it would be larger than a file may be', async () => {
    const large = sketch('log', { message: 'x'.repeat(TRANSFER_LIMITS.bytes / 4) });
    const slugs = ['a', 'b', 'c', 'd'];
    for (const slug of slugs) await make(slug, large);
    const four = await make('four', naming('four', ...slugs.map((slug) => [slug] as const)));
    expect(await codeOf(exports.export(four.id, 'draft'))).toBe('FLOW_EXPORT_TOO_LARGE');
    const three = await make('three', naming('three', ['a'], ['b'], ['c']));
    expect((await exports.export(three.id, 'draft')).subflows).toHaveLength(3);
    const versions = Array.from({ length: TRANSFER_LIMITS.definitions }, (_, n) => ['a', n + 1] as const);
    const many = await make('many', naming('many', ...versions));
    expect(await codeOf(exports.export(many.id, 'draft'))).toBe('FLOW_EXPORT_TOO_LARGE');
  });
});
