import { describe, expect, it } from 'vitest';
import { aScope, AT, planNode } from '../../test/plan-node.js';
import { thrown } from '../../test/thrown.js';
import { mapExecutor } from './map.executor.js';
import { mapType } from './map.node-type.js';

const open = (items: string, input: unknown, options = {}) =>
  mapExecutor(options).open(planNode('map', { items }), aScope({ input: input as never }), AT);

describe('map', () => {
  it('goes over what its expression gives, an empty list too', () => {
    expect(open('input.list', { list: [1, { a: 2 }] })).toEqual([1, { a: 2 }]);
    expect(open('{{ input }}', [])).toEqual([]);
  });

  it.each([null, 'text', { 0: 'a' }, 3])('fails where that is no list, as %j', (input) => {
    expect(thrown(() => open('input', input))).toMatchObject({ code: 'NODE_DATA_INVALID' });
  });

  it('fails with a code of its own past the limit of items', () => {
    expect(thrown(() => open('input', [1, 2, 3], { maxMapItems: 2 }))).toMatchObject({
      code: 'MAP_TOO_LARGE',
      options: { details: { items: 3, max_items: 2 } },
    });
  });

  it('lets its item have any name that expressions do not know already', () => {
    expect(mapType.scopeNames?.({ items: 'input', as: 'order' })).toEqual(['order', 'index']);
    expect(mapType.check?.({ items: 'input', as: 'order' })).toEqual([]);
    expect(mapType.check?.({ items: 'input', as: 'nodes' })).toMatchObject([{ path: 'as' }]);
  });
});
