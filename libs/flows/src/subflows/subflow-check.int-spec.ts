import type { JsonObject } from '@app/definition';
import { aDefinition, type NodeSketch } from '@app/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { BAD, codeOf, type FlowsScene, GOOD, NOWHERE, sketch, useFlows } from '../../test/use-flows.js';
import { definitionToKeep } from '../definition-check.js';
import { MAX_VERSIONS } from './call-graph.js';

const call = (id: string, flow: string, data: JsonObject = {}): NodeSketch => ({
  id,
  type: 'subflow',
  data: { flow, ...data },
});
const calling = (...nodes: NodeSketch[]) => definitionToKeep(aDefinition(nodes));

describe('what is wrong with sub-flows', () => {
  const scene = useFlows();
  let { database, flows, versions, publications, copies, subflows, make } = {} as FlowsScene;
  beforeAll(() => ({ database, flows, versions, publications, copies, subflows, make } = scene()));
  const found = async (...nodes: NodeSketch[]) =>
    (await subflows.check(aDefinition(nodes))).map(({ code, path }) => [code, path]);
  const publish = async (name: string, definition = GOOD) => {
    const flow = await make(name, definition);
    await publications.publish(flow.id, null);
    return flow;
  };

  it('is nothing where the flow is there and published, by its id and its slug', async () => {
    const { id } = await publish('other');
    expect(await found(call('a', 'other'), call('b', id), call('c', id, { version: 1 }))).toEqual([]);
  });

  it('is a flow that is not there, deleted, archived or not published, and a version that it does not have', async () => {
    const { id } = await make('other');
    const all = [call('a', 'other'), call('b', 'nobody'), call('c', NOWHERE), call('d', id, { version: 7 })];
    expect(await found(...all)).toEqual([
      ['SUBFLOW_NOT_PUBLISHED', 'nodes[0].data.flow'],
      ['SUBFLOW_NOT_FOUND', 'nodes[1].data.flow'],
      ['SUBFLOW_NOT_FOUND', 'nodes[2].data.flow'],
      ['SUBFLOW_NOT_FOUND', 'nodes[3].data.version'],
    ]);
    await flows.archive(id, null);
    expect(await found(call('a', 'other'))).toEqual([['SUBFLOW_ARCHIVED', 'nodes[0].data.flow']]);
    await flows.remove(id, null);
    expect(await found(call('a', id))).toEqual([['SUBFLOW_NOT_FOUND', 'nodes[0].data.flow']]);
  });

  it('is a version that cannot be run', async () => {
    const { id } = await make('other', BAD);
    const [problem] = await subflows.check(aDefinition([call('a', id, { version: 1 })]));
    expect(problem).toMatchObject({ code: 'SUBFLOW_HAS_PROBLEMS', severity: 'error', node: 'a' });
    expect(problem?.message).toContain('nonsense');
  });

  it('is told by every save, and refuses a publication', async () => {
    const definition = calling(call('a', 'other'));
    const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);
    const saved = await flows.create({ name: 'x', definition });
    const { id } = saved.flow;
    expect(codes(saved)).toEqual(['SUBFLOW_NOT_FOUND']);
    await make('other');
    expect(codes(await flows.replace(id, null, { name: 'y', definition }))).toEqual(['SUBFLOW_NOT_PUBLISHED']);
    expect(codes(await flows.change(id, null, { name: 'z' }))).toEqual(['SUBFLOW_NOT_PUBLISHED']);
    expect(codes(await versions.restore(id, 1, null))).toEqual(['SUBFLOW_NOT_PUBLISHED']);
    expect(codes(await copies.duplicate(id))).toEqual(['SUBFLOW_NOT_PUBLISHED']);
    await expect(publications.publish(id, null)).rejects.toMatchObject({
      code: 'FLOW_HAS_PROBLEMS',
      details: [{ code: 'SUBFLOW_NOT_PUBLISHED', path: 'definition.nodes[0].data.flow' }],
    });
    const [other] = await database.query<{ id: string }>(`select id from flows where slug = 'other'`);
    await publications.publish(other?.id ?? '', null);
    expect(codes(await publications.publish(id, null))).toEqual([]);
  });

  it('is a flow that calls itself without end, in the version that is to be published', async () => {
    const { id } = await make('self', calling(call('a', 'self')));
    const { problems } = await flows.change(id, null, { description: 'x' });
    expect(problems).toMatchObject([
      { code: 'SUBFLOW_WITHOUT_END', severity: 'error', node: 'a', path: 'nodes[0].data.flow' },
    ]);
    expect(await codeOf(publications.publish(id, null))).toBe('FLOW_HAS_PROBLEMS');
    const decided = definitionToKeep(
      aDefinition(
        [{ id: 'more', type: 'condition', data: { expression: 'input.n > 0' } }, call('a', id)],
        [['more', 'a', 'true']],
      ),
    );
    expect((await flows.change(id, null, { definition: decided })).problems).toEqual([]);
    expect(await codeOf(publications.publish(id, null))).toBeNull();
  });

  it('is a circle of several flows, found at the one that closes it', async () => {
    const first = await publish('first');
    await publish('second', calling(call('a', 'first')));
    await publish('third', calling(call('a', 'second', { wait: false })));
    const closing = calling({ id: 'l', type: 'log', data: { message: '' } }, call('b', 'third'));
    const { problems } = await flows.change(first.id, null, { definition: closing });
    expect(problems).toMatchObject([{ code: 'SUBFLOW_WITHOUT_END', path: 'nodes[1].data.flow' }]);
    expect(await codeOf(publications.publish(first.id, null))).toBe('FLOW_HAS_PROBLEMS');
    const older = calling(call('b', 'third'), call('c', 'first', { version: 1 }));
    expect((await flows.change(first.id, null, { definition: older })).problems).toHaveLength(1);
  });

  it.each([
    ['versions', MAX_VERSIONS + 10, 'hello'],
    ['bytes', 4, 'x'.repeat(9 * 1024 * 1024)],
  ])('is looked for in so many %s at most, which is said', async (_, many, message) => {
    await database.query(
      `with f as (
         insert into flows (organization_id, name, slug, definition_json, published_version, status)
         select o.id, 'x', 'many-' || n, $1::json, 1, 'active' from organizations o cross join generate_series(1, $2) as n returning *
       ) insert into flow_versions (organization_id, flow_id, version, definition_json, content_hash)
         select organization_id, id, 1, definition_json, '' from f`,
      [JSON.stringify(sketch('log', { message }).definition), many],
    );
    const calls = Array.from({ length: many }, (__, n) => call(`n${n}`, `many-${n + 1}`));
    expect(await found(...calls)).toEqual([['NOT_DECIDED', '']]);
  });

  it('is nothing more where the definition cannot be read, or names what no flow can be called', async () => {
    expect(await subflows.check(null)).toMatchObject([{ code: 'SHAPE_INVALID' }]);
    expect(await found(call('a', 'a\0b'))).toContainEqual(['TEXT_NOT_STORABLE', 'nodes[0].data.flow']);
    const names = [call('a', '{{ input.flow }}'), call('b', 'No Slug'), call('c', 'x'.repeat(64))];
    expect(await found(...names)).toEqual([0, 1, 2].map((at) => ['NODE_DATA_INVALID', `nodes[${at}].data.flow`]));
  });
});
