import type { Join } from '@app/definition';
import { aNode, type Ending, type EdgeSketch, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';

/** All ways to take one of each. */
function* product<T>(choices: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...others] = choices;
  if (first === undefined) return void (yield []);
  for (const rest of product(others)) for (const choice of first) yield [choice, ...rest];
}

/** What a node may do, as far as it matters to what follows it. */
const FATES: readonly Partial<NodeSketch>[] = [
  {},
  { when: false },
  { script: [{ end: 'failure', code: 'NODE_FAILED', retryable: false } satisfies Ending] },
];

function joinsFor(incoming: number): readonly Join[] {
  if (incoming < 2) return ['all_done'];
  return ['all_done', 'all_success', 'any', ...(incoming > 2 ? [{ n_of_m: 2 }] : [])];
}

function* graphs(size: number): Generator<EdgeSketch[]> {
  const pairs: EdgeSketch[] = [];
  for (let target = 1; target < size; target += 1) {
    for (let source = 0; source < target; source += 1)
      pairs.push({ source: `n${source}`, target: `n${target}`, handle: 'out', errors: null });
  }
  for (const chosen of product(pairs.map(() => [false, true]))) yield pairs.filter((_, at) => chosen[at]);
}

/**
 * Every acyclic flow of so many effects, with every join and every way for each node to do:
 * well, skipped, or failed. In positions that run against the edges.
 */
export function* smallFlows(size: number): Generator<FlowSketch> {
  for (const edges of graphs(size)) {
    const ids = Array.from({ length: size }, (_, at) => `n${at}`);
    const joins = ids.map((id) => joinsFor(edges.filter(({ target }) => target === id).length));
    for (const chosenJoins of product(joins)) {
      for (const fates of product(ids.map(() => FATES))) {
        yield { nodes: ids.map((id, at) => aNode(id, { ...fates[at], join: chosenJoins[at]! })).toReversed(), edges };
      }
    }
  }
}
