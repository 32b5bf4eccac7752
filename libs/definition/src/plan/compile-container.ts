import { durationMs } from '../duration.js';
import type { JsonObject } from '../json.js';
import type { NodeTypeSpec } from '../node-type/node-type-spec.js';
import type { PlanContainer } from './plan.js';

/** How many items of a map are open at a time where its `concurrency` is missing. */
export const DEFAULT_CONCURRENCY = 10;

/** What is special to a container, with its defaults put in; null for any other node. */
export function compileContainer(data: JsonObject, spec: NodeTypeSpec, opens: number | null): PlanContainer | null {
  if (spec.container === undefined || opens === null) return null;
  const { concurrency, on_item_error: onItemError } = data;
  return {
    kind: spec.container,
    opens,
    concurrency: typeof concurrency === 'number' ? concurrency : DEFAULT_CONCURRENCY,
    onItemError: onItemError === 'collect' || onItemError === 'drop' ? onItemError : 'fail',
    race: spec.container === 'group' && data.race === true,
    pauseMs: spec.container === 'loop' && typeof data.delay === 'string' ? (durationMs(data.delay) ?? 0) : 0,
  };
}
