import { durationMs } from '@app/definition';
import { NodeError } from '@app/engine';
import { evaluate } from '../executor/evaluate.js';
import type { WaitExecutor } from '../executor/node-executor.js';
import { MAX_DELAY_MS, timeMs } from './delay-time.js';

const invalid = (message: string): NodeError => new NodeError('NODE_DATA_INVALID', message);

/** Says when the delay is over, by the clock of the node. */
export const delayExecutor: WaitExecutor = {
  kind: 'wait',
  until(node, scope, at) {
    const byDuration = node.data['duration'] !== undefined;
    if (byDuration === (node.data['until'] !== undefined)) throw invalid('A delay needs either `duration` or `until`.');
    const value = evaluate(node, byDuration ? 'duration' : 'until', scope, at);
    if (byDuration) {
      // A bare number is refused: nobody can see whether it means seconds or milliseconds.
      const ms = typeof value === 'string' ? durationMs(value.trim()) : null;
      if (ms === null)
        throw invalid('`duration` is not a duration with its unit, such as 30s, 5m, 1h30m, 2d or PT30S.');
      if (ms > MAX_DELAY_MS) throw invalid('`duration` is longer than 100 years.');
      return at + ms;
    }
    const until = typeof value === 'string' ? timeMs(value.trim()) : null;
    if (until === null) throw invalid('`until` is not an ISO 8601 time with its offset, such as 2030-01-01T09:00:00Z.');
    if (until > at + MAX_DELAY_MS) throw invalid('`until` is more than 100 years away.');
    return Math.max(at, until);
  },
};
