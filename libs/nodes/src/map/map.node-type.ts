import type { NodeTypeSpec } from '@app/definition';
import { itemName } from './item-name.js';
import { checkItemName } from './check-item-name.js';

/** `map`: its scope once for each item of a list. */
export const mapType: NodeTypeSpec = {
  type: 'map',
  title: 'Map',
  description:
    'Runs the nodes inside it once for each item of a list. Its output is the list of what these gave, in order.',
  kind: 'container',
  container: 'map',
  schema: {
    type: 'object',
    required: ['items'],
    properties: {
      items: {
        type: ['string', 'array'],
        title: 'Items',
        description: 'The list to go over: an expression.',
        examples: ['input.orders', '{{ nodes.fetch.output.body.rows }}', ['a', 'b']],
      },
      as: {
        type: 'string',
        title: 'Name of the item',
        description: 'The name by which expressions inside read the item.',
        pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
        default: 'item',
        examples: ['order'],
      },
      concurrency: {
        type: 'integer',
        title: 'Concurrency',
        description: 'How many items are under way at a time.',
        minimum: 1,
        maximum: 10_000,
        default: 10,
        examples: [1, 50],
      },
      on_item_error: {
        type: 'string',
        title: 'When an item fails',
        description:
          'fail: the map fails, the other items are cancelled. collect: {"error": ...} stands in its place. drop: it is left out.',
        enum: ['fail', 'collect', 'drop'],
        default: 'fail',
        examples: ['collect'],
      },
    },
  },
  fields: { items: 'expression' },
  handles: () => ['out'],
  errorHandle: true,
  scopeNames: (data) => [itemName(data), 'index'],
  check: checkItemName,
};
