import { truthy, type Evaluable } from '@app/definition';
import type { ComputeExecutor } from '../executor/node-executor.js';

const DEFAULT = 'default';

/** Chooses the first case that holds, or all of them; `default` where none does. */
export const switchExecutor: ComputeExecutor = {
  kind: 'compute',
  compute(node, scope, at) {
    const cases = node.data['cases'] as readonly { readonly id: string; readonly when: Evaluable }[];
    const holds = (item: { readonly when: Evaluable }) => truthy(item.when.evaluate(scope, at));
    if (node.data['multiple'] !== true) {
      const id = cases.find(holds)?.id ?? DEFAULT;
      return { output: id, handles: [id] };
    }
    const ids = cases.filter(holds).map((item) => item.id);
    return { output: ids, handles: ids.length === 0 ? [DEFAULT] : ids };
  },
};
