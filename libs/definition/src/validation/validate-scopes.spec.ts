import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { Definition, DefinitionNode } from '../definition.js';
import type { JsonObject } from '../json.js';
import { validate } from './validate.js';

const call = (id: string, data: JsonObject = {}, parentId?: string) =>
  aNode(id, 'http', { url: 'u', ...data }, parentId === undefined ? {} : { parentId });
const value = (id: string, output: string, parentId?: string) =>
  aNode(id, 'transform', { output }, parentId === undefined ? {} : { parentId });
const group = (id: string, data: JsonObject = {}) => aNode(id, 'group', data);
const found = (nodes: readonly DefinitionNode[], ...lines: string[]) =>
  validate(aDefinition(nodes, ...lines), fakeTypes).map(({ code, node, edge, counter_example: way }) => ({
    code,
    ...(node === undefined ? {} : { node }),
    ...(edge === undefined ? {} : { edge }),
    ...(way === undefined ? {} : { way: way.map((choice) => `${choice.node} ${choice.outcome}`) }),
  }));

describe('validate, of containers', () => {
  it('takes one with edges for each of its endings', () => {
    const nodes = [group('g'), call('a', {}, 'g'), call('ok'), call('oops'), call('always')];
    expect(found(nodes, 'g -> ok', 'g:error -> oops', 'g:finally -> always')).toEqual([]);
  });

  it('has no handle for what only containers have, or can be undone', () => {
    const nodes = [call('a'), call('b'), aNode('e', 'end'), aNode('f', 'fail'), aNode('s', 'start'), call('u')];
    expect(found(nodes, 's -> a', 'a:finally -> b')).toContainEqual({ code: 'HANDLE_UNKNOWN', edge: 'e1' });
    for (const from of ['e', 'f', 's'])
      expect(found(nodes, `${from}:compensate -> u`)).toContainEqual({ code: 'HANDLE_UNKNOWN', edge: 'e0' });
  });

  it('knows what is inside of one in nothing but its output, and says so of its variables', () => {
    const inside = aNode('i', 'assign', { variables: { x: 1 } }, { parentId: 'g' });
    const nodes = [group('g'), inside, value('r', '{{ vars.x }}')];
    expect(validate(aDefinition(nodes, 'g -> r'), fakeTypes)).toMatchObject([
      {
        code: 'VARIABLE_UNKNOWN',
        message: '"x" is set inside "g" only, where it stays: what comes out of a container is its output',
      },
    ]);
  });

  it('says which fields are of use to one', () => {
    const timely = { timeout: '5s', retry: { max_attempts: 2 } };
    const nodes = [group('g', timely), call('a', {}, 'g'), aNode('w', 'wait', { event: 'e', ...timely })];
    expect(found(nodes)).toEqual([
      { code: 'FIELD_WITHOUT_EFFECT', node: 'g' },
      { code: 'FIELD_WITHOUT_EFFECT', node: 'w' },
    ]);
    expect(validate(aDefinition(nodes), fakeTypes).map(({ path }) => path)).toEqual([
      'nodes[0].data.retry',
      'nodes[2].data.retry',
    ]);
  });

  it('knows the names of single fields', () => {
    const nodes = [
      aNode('l', 'loop', { until: 'previous.done or iteration > 3' }),
      value('a', '{{ iteration & previous.next }}', 'l'),
      aNode('w', 'wait', { event: 'e', match: 'event.id = input.id' }),
    ];
    expect(found(nodes)).toEqual([]);
    expect(found([aNode('m', 'map', { items: 'iteration' }), value('a', '1', 'm')])).toMatchObject([
      { code: 'NAME_UNKNOWN', node: 'm' },
    ]);
  });

  it('knows of one that always fails, whatever happens inside', () => {
    const nodes = [group('g'), call('a', {}, 'g'), aNode('f', 'fail', {}, { parentId: 'g' }), call('ok'), call('oops')];
    expect(found(nodes, 'a -> f', 'g -> ok', 'g:error -> oops')).toEqual([{ code: 'NODE_NEVER_RUNS', node: 'ok' }]);
    const race = [group('g', { race: true }), ...nodes.slice(1)];
    expect(found([...race, call('b', {}, 'g')], 'a -> f', 'g -> ok', 'g:error -> oops')).toEqual([]);
    const map = [aNode('g', 'map', { items: 'input' }), ...nodes.slice(1)];
    expect(found(map, 'a -> f', 'g -> ok', 'g:error -> oops')).toEqual([]);
  });

  it('knows that there is no time-out without a time', () => {
    const flow = (data: JsonObject) =>
      found([aNode('w', 'wait', { event: 'e', ...data }), call('a'), call('b')], 'w:received -> a', 'w:timeout -> b');
    expect(flow({})).toEqual([{ code: 'NODE_NEVER_RUNS', node: 'b' }]);
    expect(flow({ timeout: '1h' })).toEqual([]);
  });

  it('takes decisions of people as choices', () => {
    const nodes = [
      aNode('p', 'approval', { title: 't', timeout: '1d' }),
      value('a', 'x'),
      value('r', '{{ nodes.a.output }}'),
    ];
    expect(found(nodes, 'p:approved -> a', 'a -> r', 'p:rejected -> r', 'p:timeout -> r')).toEqual([
      { code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['p rejected'] },
    ]);
  });

  it('says how a node inside comes to read what has not run outside', () => {
    const nodes = [
      aNode('c', 'condition', { expression: 'input.x' }),
      call('a'),
      aNode('m', 'map', { items: 'input.list' }),
      aNode('d', 'condition', { expression: 'item.ok' }, { parentId: 'm' }),
      value('r', '{{ nodes.a.output }}', 'm'),
    ];
    expect(found(nodes, 'c:true -> a', 'a -> m', 'c:false -> m', 'd:false -> r')).toEqual([
      { code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['c false', 'd false'] },
    ]);
  });
});

describe('validate, of joins that do not wait', () => {
  it('says that what leads there may still be running', () => {
    const nodes = [call('a'), call('b'), aNode('r', 'transform', { output: '{{ nodes.a.output }}', join: 'any' })];
    expect(found(nodes, 'a -> r', 'b -> r')).toEqual([
      { code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['a still running'] },
    ]);
    expect(found(nodes, 'a -> b', 'b -> r', 'a -> r')).toEqual([]);
  });

  it('says so of variables, and of what comes later', () => {
    const nodes = [
      aNode('a', 'assign', { variables: { x: 1 } }),
      call('b'),
      aNode('j', 'http', { url: 'u', join: { n_of_m: 1 } }),
      value('r', '{{ vars.x }}'),
    ];
    expect(found(nodes, 'a -> j', 'b -> j', 'j -> r')).toEqual([
      { code: 'VARIABLE_MAY_NOT_BE_SET', node: 'r', way: ['a still running'] },
    ]);
  });
});

describe('validate, of what runs when a scope closes', () => {
  const cleanup = [group('g'), call('a', {}, 'g')];

  it('knows that a `finally` branch also runs when the container has failed', () => {
    const nodes = [...cleanup, value('r', '{{ nodes.g.output }}')];
    expect(found(nodes, 'g:finally -> r')).toEqual([{ code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['g fails'] }]);
  });

  it('knows what has ended by then, and what may be cut short', () => {
    const read = (id: string) => value('r', `{{ nodes.${id}.output }}`);
    const lines = ['before -> g', 'g:finally -> r', 'beside -> r'];
    expect(found([call('before'), call('beside'), ...cleanup, read('before')], ...lines)).toEqual([]);
    expect(found([call('before'), call('beside'), ...cleanup, read('beside')], ...lines)).toEqual([
      { code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['beside fails'] },
    ]);
    const handled = call('beside', { on_error: 'continue' });
    expect(found([call('before'), handled, ...cleanup, read('beside')], ...lines)).toEqual([
      { code: 'NODE_MAY_NOT_HAVE_RUN', node: 'r', way: ['beside cancelled'] },
    ]);
  });

  it('lets what undoes a node read that node, and what it needed', () => {
    const undo = (id: string) => [call('x'), call('a'), call('y'), call('z'), value('u', `{{ nodes.${id}.output }}`)];
    const lines = ['x -> a', 'a -> y', 'a:compensate -> u'];
    expect(found(undo('a'), ...lines)).toEqual([]);
    expect(found(undo('x'), ...lines)).toEqual([]);
    expect(found(undo('y'), ...lines)).toEqual([{ code: 'NODE_MAY_NOT_HAVE_RUN', node: 'u', way: ['y fails'] }]);
    expect(found(undo('z'), ...lines)).toEqual([{ code: 'NODE_MAY_NOT_HAVE_RUN', node: 'u', way: ['z fails'] }]);
    expect(found([...undo('v'), call('v')], ...lines, 'y:compensate -> v')).toEqual([
      { code: 'NODE_NOT_UPSTREAM', node: 'u' },
    ]);
  });

  it('knows of what undoes a node after which nothing can go wrong', () => {
    expect(found([call('a'), call('b'), call('u')], 'a -> b', 'b:compensate -> u')).toEqual([
      { code: 'NODE_NEVER_RUNS', node: 'u' },
    ]);
    const inside = [group('g', { race: true }), call('a', {}, 'g'), call('b', {}, 'g'), call('u', {}, 'g')];
    expect(found(inside, 'a:compensate -> u')).toEqual([{ code: 'NODE_NEVER_RUNS', node: 'u' }]);
  });

  it('says that `join` does nothing for what undoes a node', () => {
    const nodes = [call('a'), call('b'), call('u', { join: 'any' })];
    expect(found(nodes, 'a -> b', 'a:compensate -> u')).toEqual([{ code: 'FIELD_WITHOUT_EFFECT', node: 'u' }]);
  });
});

describe('validate, of what never happens', () => {
  const problemOf = (definition: Definition) => validate(definition, fakeTypes)[0];

  it('names the choices that exclude each other', () => {
    const nodes = [
      aNode('c', 'condition', { expression: 'input.x' }),
      call('a'),
      call('b'),
      aNode('e', 'end', { join: 'all_success' }),
    ];
    expect(problemOf(aDefinition(nodes, 'c:true -> a', 'c:false -> b', 'a -> e', 'b -> e'))).toMatchObject({
      code: 'JOIN_NEVER_HOLDS',
      message:
        'It waits for all its edges, but they are never all taken in one run: that from "b" excludes those before it: c = true, c = false',
      counter_example: [
        { node: 'c', outcome: 'true' },
        { node: 'c', outcome: 'false' },
      ],
    });
  });

  it('names an edge that is never taken, and says why', () => {
    const why = (nodes: readonly DefinitionNode[], ...lines: string[]) =>
      validate(aDefinition(nodes, ...lines), fakeTypes).map(({ message }) => message);
    const wait = aNode('w', 'wait', { event: 'e' });
    expect(why([wait, call('a'), call('b')], 'w:timeout -> a', 'a -> b')).toEqual([
      'No way leads here: the edge from "w" is never taken, as that has no `timeout`',
      'No way leads here: the edge from "a" is never taken, as that never runs',
    ]);
    const fails = [group('g'), aNode('f', 'fail', {}, { parentId: 'g' }), call('a')];
    expect(why(fails, 'g -> a')).toEqual([
      'No way leads here: the edge from "g" is never taken, as that never ends well',
    ]);
  });

  it('says that no error is left for an edge', () => {
    const codes = (data: JsonObject, ...errors: (string[] | null)[]) =>
      validate(
        {
          nodes: [call('a', data), call('b')],
          edges: errors.map((each, at) => ({
            id: `e${at}`,
            source: 'a',
            target: 'b',
            sourceHandle: 'error',
            data: each === null ? {} : { errors: each },
          })),
        },
        fakeTypes,
      ).flatMap(({ code, edge }) => (code === 'ERROR_EDGE_NEVER_TAKEN' ? [edge] : []));
    expect(codes({}, ['A'], ['A', 'B'], ['A', 'B'])).toEqual(['e2']);
    expect(codes({}, ['A'], null, ['B'])).toEqual(['e2']);
    expect(codes({ on_error: 'continue' }, null)).toEqual(['e0']);
  });
});
