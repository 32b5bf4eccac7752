import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { ExecutorOptions } from '../executor/executor-options.js';
import type { ContainerExecutor } from '../executor/node-executor.js';

const DEFAULT_MAX_ITEMS = 1_000_000;

/** Goes over the list that `items` gives. */
export function mapExecutor({ maxMapItems = DEFAULT_MAX_ITEMS }: ExecutorOptions): ContainerExecutor {
  return {
    kind: 'container',
    open(node, scope, at) {
      const items = evaluate(node, 'items', scope, at);
      if (!Array.isArray(items)) throw new NodeError('NODE_DATA_INVALID', '`items` gives no list.');
      if (items.length > maxMapItems) {
        throw new NodeError('MAP_TOO_LARGE', `\`items\` has ${items.length} items; ${maxMapItems} are allowed.`, {
          details: { items: items.length, max_items: maxMapItems },
        });
      }
      return items;
    },
    goesOn: () => false,
  };
}
