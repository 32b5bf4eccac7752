import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { Definition } from '../definition.js';
import type { Json } from '../json.js';
import { requirementsOf } from './requirements.js';

const needsOf = (...nodes: Definition['nodes']) => requirementsOf([aDefinition(nodes)], fakeTypes);
const output = (value: Json) => aNode('a', 'end', { output: value });

describe('what a definition needs', () => {
  it('are the settings and secrets that its expressions name, each once, in order', () => {
    const http = {
      url: '{{ env.HOST }}/{{ env.PATH }}',
      headers: { a: 'Bearer {{ secrets.TOKEN }}', b: '{{ env.HOST }}' },
    };
    expect(needsOf(aNode('a', 'http', http), aNode('b', 'condition', { expression: 'env.REGION = "eu"' }))).toEqual({
      env: ['HOST', 'PATH', 'REGION'],
      secrets: ['TOKEN'],
      taskQueues: [],
      nodeTypes: ['condition', 'http'],
    });
    const when = aNode('c', 'transform', { output: 1, when: '{{ $exists(env.`A B`) and env."C" = 1 }}' });
    expect(needsOf(when).env).toEqual(['A B', 'C']);
  });

  it.each([
    ['{{ $lookup(env, input.name) }}', ['*'], []],
    ['{{ env.* }}', ['*'], []],
    ['{{ [env.A, $lookup(secrets, "B")] }}', ['A'], ['*']],
    ['{{ $$ }}', ['*'], ['*']],
    ['{{ input.env.A }}', [], []],
    ['env.A', [], []],
    ['{{ env. }} {{ env.A', [], []],
  ])('may be any, as in %s', (text, env, secrets) => {
    expect(needsOf(output({ x: [text] }))).toMatchObject({ env, secrets });
  });

  it('are looked for everywhere in a node of a type that is not known', () => {
    const node = aNode('a', 'later', { task_queue: 'slow', x: { y: ['{{ env.A }}', 7] }, expression: 'env.B' });
    expect(needsOf(node)).toEqual({ env: ['A'], secrets: [], taskQueues: ['slow'], nodeTypes: ['later'] });
    expect(needsOf(aNode('a', 'later', { task_queue: '{{ env.Q }}' }))).toMatchObject({ env: ['Q'], taskQueues: [] });
  });

  it('are those of several definitions together, and of drafts that no check has seen', () => {
    const odd = { nodes: [null, { id: 'x', type: 7, data: null }] } as unknown as Definition;
    const all = [aDefinition([output('{{ env.B }}')]), odd, {} as Definition, aDefinition([output('{{ env.A }}')])];
    expect(requirementsOf(all, fakeTypes)).toEqual({
      env: ['A', 'B'],
      secrets: [],
      taskQueues: [],
      nodeTypes: ['end'],
    });
  });
});
