import { describe, expect, it } from 'vitest';
import { aDefinition, aNode } from '../../test/a-definition.js';
import { fakeTypes } from '../../test/fake-types.js';
import type { JsonObject } from '../json.js';
import { compile } from './compile.js';

const hidden = (...nodes: ReturnType<typeof aNode>[]): string[] =>
  compile(aDefinition(nodes), fakeTypes).nodes.flatMap(({ id, masksInput }) => (masksInput ? [id] : []));

const secret = (over: JsonObject = {}) => aNode('secret', 'transform', { output: 'x', mask: true }, over);
const calls = (id: string, url: string, over: JsonObject = {}) => aNode(id, 'http', { url }, over);

describe('what a plan masks', () => {
  it('is the output of the nodes that say so, and of no other', () => {
    const plan = compile(aDefinition([secret(), calls('a', '{{ nodes.secret.output }}')]), fakeTypes);
    expect(plan.nodes.map(({ mask }) => mask)).toEqual([true, false]);
    expect(plan.masks).toBe(true);
    expect(compile(aDefinition([calls('a', 'u')]), fakeTypes).masks).toBe(false);
  });

  it('is the input of nodes that may read a masked one', () => {
    const nodes = [calls('a', '{{ nodes.secret.output }}'), calls('b', '{{ nodes.a.output }}'), calls('c', '{{ $$ }}')];
    expect(hidden(secret(), ...nodes)).toEqual(['a', 'c']);
    expect(hidden(aNode('secret', 'transform', { output: 'x' }), ...nodes)).toEqual([]);
  });

  it('is the input of nodes that may read a masked variable', () => {
    const set = (mask: boolean) => aNode('set', 'assign', { variables: { v: 1 }, mask });
    const nodes = [calls('a', '{{ vars.v }}'), calls('b', '{{ input.v }}')];
    expect(hidden(set(true), ...nodes)).toEqual(['a']);
    expect(hidden(set(false), secret(), ...nodes)).toEqual([]);
  });

  it('is the input of what goes over a masked list, and of all inside', () => {
    const inside = { parentId: 'all' };
    const all = aNode('all', 'map', { items: 'nodes.secret.output' });
    expect(hidden(secret(), all, calls('a', '{{ item }}', inside), calls('b', 'u'))).toEqual(['all', 'a']);
  });

  it('is the input of nodes that read a container with a masked node in it', () => {
    const all = aNode('all', 'map', { items: 'input' });
    const nodes = [all, secret({ parentId: 'all' }), calls('a', '{{ nodes.all.output }}'), calls('b', '{{ input }}')];
    expect(hidden(...nodes)).toEqual(['a']);
  });

  it('is the input of nodes that read the turn before', () => {
    const turns = aNode('turns', 'loop', { until: 'iteration > 2' });
    expect(hidden(turns, secret({ parentId: 'turns' }), calls('a', '{{ previous }}', { parentId: 'turns' }))).toEqual([
      'a',
    ]);
  });
});
