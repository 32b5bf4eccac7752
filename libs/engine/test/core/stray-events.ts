import type { CoreEvent } from '../../src/core/event.js';
import type { FlowSketch } from '../sketch/sketch.js';

/** Paths of nodes that are there, in instances that are not, and of what is no node at all. */
function strayPaths(flow: FlowSketch, open: readonly string[]): string[] {
  const ids = flow.nodes.map(({ id }) => id);
  const elsewhere = ids.slice(0, 2).flatMap((id) => [`n0.${id}`, `n0[0].${id}`, `n1[7].${id}`, `nobody.${id}`]);
  return [
    ...ids,
    ...open,
    ...elsewhere,
    'nobody',
    'n0[0]',
    'n0[-1].n1',
    'toString',
    '__proto__',
    'constructor.n0',
    '.',
    '',
  ];
}

/** Events that belong nowhere: of unknown nodes, of attempts and turns that are not made, timers too early, and a second start. */
export function strayEvents(flow: FlowSketch, open: readonly string[], at: number): CoreEvent[] {
  const error = { code: 'HTTP_STATUS', message: 'late', retryable: true };
  const ofPath = (path: string): CoreEvent[] =>
    [0, 99].flatMap((attempt): CoreEvent[] => [
      { type: 'node.started', path, attempt, at },
      { type: 'node.waiting', path, attempt, at, reason: 'event', until: at },
      { type: 'node.opened', path, attempt, at, items: 2 },
      { type: 'node.succeeded', path, attempt, at, handles: null },
      { type: 'node.failed', path, attempt, at, error, random: 0 },
      { type: 'node.lost', path, attempt, at, random: 0 },
    ]);
  const turns = (path: string): CoreEvent[] =>
    [-1, 99].map((turn) => ({ type: 'loop.decided', path, at, turn, go: true }));
  const early = (path: string): CoreEvent[] => [
    { type: 'timer.fired', path, at: 0 },
    { type: 'timer.fired', path, at: 0, timeout: true },
  ];
  const paths = strayPaths(flow, open);
  return [{ type: 'run.started', at }, ...paths.flatMap((path) => [...early(path), ...turns(path), ...ofPath(path)])];
}
