import type { SimulationResult } from '@app/simulation';

/** What says of a node that it was executed, or has begun to be. */
const BEGAN: ReadonlySet<string> = new Set([
  'node.started',
  'node.waiting',
  'node.opened',
  'node.succeeded',
  'node.failed',
]);

/** The node's id in a path. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');

/**
 * What was executed, in the order in which it began: each path once, however often it was tried. A name is an id, which
 * means every execution of the node; a path; or an instance, `orders[1]`, which means all that is in it. All is looked
 * up: a run has up to a hundred thousand executions, and a test a thousand names.
 */
export class Executions {
  readonly paths: readonly string[];
  /** Positions in `paths`, ascending, by every name that means them. */
  private readonly byName = new Map<string, number[]>();

  constructor({ events }: Pick<SimulationResult, 'events'>) {
    const paths = new Set<string>();
    for (const { type, path } of events) if (path !== null && BEGAN.has(type)) paths.add(path);
    this.paths = [...paths];
    for (const [at, path] of this.paths.entries()) for (const name of namesOf(path)) this.add(name, at);
  }

  /** Positions of what the name means, ascending. */
  at(name: string): readonly number[] {
    return this.byName.get(name) ?? [];
  }

  /** The first position of what the name means from this one on; undefined: there is none. */
  next(name: string, from: number): number | undefined {
    const all = this.at(name);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle] as number) < from) low = middle + 1;
      else high = middle;
    }
    return all[low];
  }

  private add(name: string, at: number): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [at]);
    else known.push(at);
  }
}

/** All names that mean what was executed at a path. */
function namesOf(path: string): ReadonlySet<string> {
  const names = new Set([path, idOf(path)]);
  for (let end = path.indexOf('].'); end !== -1; end = path.indexOf('].', end + 1)) names.add(path.slice(0, end + 1));
  return names;
}
