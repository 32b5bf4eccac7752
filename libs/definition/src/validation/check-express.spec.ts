import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { DefinitionNode } from '../definition.js';
import { validate } from './validate.js';

const EXPRESS = 'EXPRESS_NODE_FORBIDDEN';
const found = (type: string, nodes: readonly DefinitionNode[], ...lines: string[]) =>
  validate(aDefinition([aNode('s', 'start', { settings: { type } }), ...nodes], ...lines), fakeTypes)
    .filter(({ code }) => code === EXPRESS)
    .map(({ path, message }) => [path, message]);
const short = (id: string, rest = {}) => aNode(id, 'http', { url: 'u', timeout: '10s' }, rest);

describe('validate, of express flows', () => {
  it('takes nodes that compute and that do short work, in containers too', () => {
    const inside = { parentId: 'm' };
    const nodes = [
      aNode('m', 'map', { items: 'input.list' }),
      short('h', inside),
      aNode('t', 'transform', { output: '{{ nodes.h.output }}' }, inside),
      aNode('l', 'loop', { until: 'iteration > 2' }),
      aNode('i', 'transform', { output: '{{ iteration }}' }, { parentId: 'l' }),
    ];
    expect(found('express', nodes, 's -> m', 'm -> l', 'h -> t')).toEqual([]);
  });

  it.each([
    ['delay', { duration: '1s' }, 'waits for a time'],
    ['wait', { event: 'e' }, 'waits for an event'],
    ['approval', { title: 't' }, 'waits for people'],
  ])('says why there may be no %s', (type, data, why) => {
    const nodes = [aNode('n', type, data)];
    expect(found('express', nodes, 's -> n')).toEqual([
      ['nodes[1].type', `"n" is of the type ${type}, which ${why}. An express flow only computes and does short work`],
    ]);
    expect(found('standard', nodes, 's -> n')).toEqual([]);
  });

  it('names each node, however deep it lies in containers', () => {
    const nodes = [
      aNode('g', 'group'),
      aNode('m', 'map', { items: 'input.list' }, { parentId: 'g' }),
      aNode('d', 'delay', { duration: '1s' }, { parentId: 'm' }),
      aNode('w', 'wait', { event: 'e' }, { parentId: 'g' }),
    ];
    expect(found('express', nodes, 's -> g').map(([path]) => path)).toEqual(['nodes[3].type', 'nodes[4].type']);
  });

  it('takes no work that may be long, whether it is said or left to its type', () => {
    const nodes = [
      short('a'),
      aNode('b', 'http', { url: 'u', timeout: '10001ms' }),
      aNode('c', 'http', { url: 'u' }),
      aNode('g', 'group', { timeout: '1h' }),
      short('d', { parentId: 'g' }),
    ];
    expect(found('express', nodes, 's -> a', 'a -> b', 'b -> c', 'c -> g').map(([path]) => path)).toEqual([
      'nodes[2].data.timeout',
      'nodes[3].data.timeout',
    ]);
  });

  it('takes no loop that waits between its turns', () => {
    const nodes = [aNode('l', 'loop', { until: 'iteration > 2', delay: '1s' }), short('a', { parentId: 'l' })];
    expect(found('express', nodes, 's -> l').map(([path]) => path)).toEqual(['nodes[1].data.delay']);
  });
});
