import type { RunState } from '../../src/core/state.js';
import { splitPath } from '../../src/core/path.js';
import type { Read } from './small-definitions.js';
import type { Reached, World } from './world.js';

/** What is seen in all runs of a flow together. */
export interface Seen {
  /** Nodes that were executed, or looked at to decide so. */
  readonly reached: ReadonlySet<string>;
  /** Reads that found nothing. */
  readonly missed: ReadonlySet<Read>;
}

/** Takes every way that a run can go, in every order; null where there are more states than that. */
export function explore(world: World, reads: readonly Read[], limit: number): Seen | null {
  const reached = new Set<string>();
  const missed = new Set<Read>();
  const first = world.begin();
  const seen = new Set([first.key]);
  const todo = [first.key];
  const look = (found: readonly Reached[]) => {
    for (const each of found) {
      reached.add(each.node);
      for (const read of reads) if (read.reader === each.node && misses(world, read, each)) missed.add(read);
    }
  };
  look(first.reached);
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    for (const { event } of world.moves(JSON.parse(key) as RunState)) {
      const next = world.after(key, event);
      look(next.reached);
      if (seen.has(next.key)) continue;
      if (seen.size >= limit) return null;
      seen.add(next.key);
      todo.push(next.key);
    }
  }
  return { reached, missed };
}

/** Whether the read finds nothing, as the node is about to be executed. */
export function misses(world: World, { node, variable }: Read, { path, state }: Reached): boolean {
  if (variable === undefined) return !leaves(world, node!, path, state, true);
  const setters = world.definition.nodes.filter(({ type }) => type === 'assign');
  return !setters.some(({ id }) => leaves(world, id, path, state, false));
}

/** Whether a node that can be seen from the path has left its output, or done what only success does. */
function leaves({ plan }: World, id: string, from: string, state: RunState, output: boolean): boolean {
  const node = plan.byId.get(id)!;
  for (let at = from; ;) {
    const { scopePath } = splitPath(at);
    const scope = state.scopes[scopePath];
    if (scope?.scope === node.scope) {
      const status = scope.nodes[id]?.status;
      return status === 'success' || (output && status === 'failed' && node.onError === 'continue');
    }
    if (scopePath === '') return false;
    at = scopePath.replace(/\[\d+\]$/, '');
  }
}
