import type { JsonObject } from '../json.js';
import { atLeast } from './at-least.js';
import { FALSE, TRUE, type Decisions, type Formula } from './decisions.js';

/** An edge to a node: whether it is taken, and whether it is settled at all, taken or dead. */
export interface Arrival {
  readonly taken: Formula;
  readonly settled: Formula;
}

/** What a join makes of the edges: the node is reached, or it never will be. */
export interface Verdict {
  readonly reached: Formula;
  readonly omitted: Formula;
}

/** Whether the join decides before all edges are settled. */
export function decidesEarly(join: unknown, edges: number): boolean {
  return edges > 1 && needed(join) !== null;
}

/** How many taken edges are enough, of a join that counts them. */
export function needed(join: unknown): number | null {
  if (join === 'any') return 1;
  const n = (join as JsonObject | undefined)?.n_of_m;
  return typeof n === 'number' ? n : null;
}

/** Section 3 of the flow language: whether a node runs, from the edges to it. */
export function decideJoin(decisions: Decisions, join: unknown, edges: readonly Arrival[]): Verdict {
  if (edges.length === 0) return { reached: TRUE, omitted: FALSE };
  const taken = edges.map((edge) => edge.taken);
  const settled = decisions.all(edges.map((edge) => edge.settled));
  const n = edges.length > 1 || join !== 'any' ? needed(join) : null;
  if (n === null) {
    const holds = join === 'all_success' ? decisions.all(taken) : decisions.any(taken);
    const reached = decisions.and(settled, holds);
    return { reached, omitted: decisions.and(settled, decisions.not(holds)) };
  }
  const reached = n === 1 ? decisions.any(taken) : atLeast(decisions, n, taken);
  if (settled === TRUE) return { reached, omitted: decisions.not(reached) };
  // It is looked at when an edge is settled, also where there are too few from the start.
  if (n > edges.length) return { reached, omitted: decisions.any(edges.map((edge) => edge.settled)) };
  const dead = edges.map((edge) => decisions.and(edge.settled, decisions.not(edge.taken)));
  return { reached, omitted: atLeast(decisions, edges.length - n + 1, dead) };
}
