import { durationMs, type ExpressionScope, type JsonObject, type PlanNode } from '@app/definition';
import { NodeError } from '@app/engine';
import { MAX_DELAY_MS } from '../delay/delay-time.js';
import { evaluate } from './evaluate.js';

/** When the wait of a node is over by itself, as its `timeout` says; null: never. @throws NodeError NODE_DATA_INVALID */
export function waitEnd(node: PlanNode, scope: ExpressionScope, at: number): number | null {
  if (node.data['timeout'] === undefined) return null;
  const value = evaluate(node, 'timeout', scope, at);
  // A bare number is refused: nobody can see whether it means seconds or milliseconds.
  const ms = typeof value === 'string' ? durationMs(value.trim()) : null;
  if (ms !== null && ms <= MAX_DELAY_MS) return at + ms;
  const message =
    '`timeout` is not a duration of at most 100 years with its unit, such as 30s, 5m, 1h30m, 2d or PT30S.';
  throw new NodeError('NODE_DATA_INVALID', message);
}

/** What can be said of a `timeout` before its templates have values. */
export function checkWaitEnd({ timeout }: JsonObject): { path: string; message: string }[] {
  if (typeof timeout !== 'string' || timeout.includes('{{')) return [];
  const ms = durationMs(timeout);
  if (ms !== null && ms <= MAX_DELAY_MS) return [];
  return [
    { path: 'timeout', message: 'A duration is needed, such as 30s, 5m, 1h30m, 2d or PT30S; at most 100 years.' },
  ];
}
