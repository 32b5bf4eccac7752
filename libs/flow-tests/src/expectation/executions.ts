import type { SimulationResult } from '@app/simulation';

/** What says of a node that it was executed, or has begun to be. */
const BEGAN: ReadonlySet<string> = new Set([
  'node.started',
  'node.waiting',
  'node.opened',
  'node.succeeded',
  'node.failed',
]);

/** The paths of what was executed, in the order in which it began: each once, however often it was tried. */
export function executedPaths({ events }: Pick<SimulationResult, 'events'>): string[] {
  const paths = new Set<string>();
  for (const { type, path } of events) if (path !== null && BEGAN.has(type)) paths.add(path);
  return [...paths];
}

/** The node's id in a path. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');

/** Whether a name, an id or a path, means what was executed at the path. `orders[1]` is the instance and all that is in it. */
export function means(name: string, path: string): boolean {
  return name === path || name === idOf(path) || (name.endsWith(']') && path.startsWith(`${name}.`));
}
