import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import type { FlowGraph } from '../validation/flow-graph.js';
import type { Choice } from '../validation/problem.js';
import { FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import { FlowWays } from './flow-ways.js';
import type { Lookup } from './lookup.js';
import { Moments, type Moment } from './moments.js';
import { Narrator } from './narrator.js';
import { scopesOf } from './scopes.js';

/** Steps of work that the ways through a definition are worked out in. */
export const WAYS_BUDGET = 300_000;

/**
 * The ways through a flow: which nodes can run, and what has ended when one does. Exact up to a budget,
 * then undecided. To be asked for only where the graph is `decided`.
 */
export class Ways {
  private readonly flow: FlowWays;
  private readonly moments: Moments;
  private readonly reachable = new Map<KnownNode, boolean | undefined>();

  /** @param lookups all that `lacks` will be asked */
  constructor(graph: FlowGraph, lookups: readonly Lookup[]) {
    this.flow = new FlowWays(scopesOf(graph, lookups), { left: WAYS_BUDGET });
    this.moments = new Moments(this.flow);
  }

  /** Whether the node can be reached, where its scope runs; undefined: that was not decided. */
  reaches(node: KnownNode): boolean | undefined {
    if (!this.reachable.has(node)) this.reachable.set(node, this.moments.reaches(node));
    return this.reachable.get(node);
  }

  /** Whether the edge can be taken; undefined: that was not decided. */
  takes(edge: KnownEdge): boolean | undefined {
    const holds = this.takenOf(edge);
    return holds === UNKNOWN ? undefined : holds !== FALSE;
  }

  /**
   * Why edges cannot be taken together: two sets of choices that exclude each other, of the nodes on which they
   * differ. Null where they can, or that was not decided.
   */
  conflict(edges: readonly KnownEdge[]): { readonly edge: KnownEdge; readonly choices: readonly Choice[] } | null {
    const [first] = edges;
    if (first === undefined) return null;
    const { choices } = this.flow.beforeClosing(this.flow.around(first.source));
    const { decisions } = choices;
    let together: Formula = TRUE;
    for (const edge of edges) {
      const taken = this.takenOf(edge);
      const both = decisions.and(together, taken);
      if (both === UNKNOWN) return null;
      if (both !== FALSE) {
        together = both;
        continue;
      }
      const [here, there] = [choices.way(together), choices.way(taken)];
      const differ = new Set(
        [...here.keys()].filter((choice) => there.has(choice) && there.get(choice) !== here.get(choice)),
      );
      const named = (way: ReadonlyMap<number, boolean>) => choices.inWords(way, differ);
      return { edge, choices: [...named(here), ...named(there)] };
    }
    return null;
  }

  /** A way on which the lookup finds nothing; null: there is none; undefined: that was not decided. */
  lacks(lookup: Lookup): readonly Choice[] | null | undefined {
    const found: (readonly Choice[])[] = [];
    let undecided = false;
    for (let at: KnownNode | undefined = lookup.reader; at !== undefined; at = at.parent) {
      const { parent } = at;
      const choices = this.lacksIn(
        at,
        lookup.read.filter((each) => each.parent === parent),
        lookup,
      );
      if (choices === null) return null;
      if (choices === undefined) undecided = true;
      else found.push(choices);
    }
    return undecided ? undefined : found.toReversed().flat();
  }

  /** The part of a lookup in one scope, as seen from the reader, or the container that it is in. */
  private lacksIn(
    at: KnownNode,
    read: readonly KnownNode[],
    { reader, beforeWhen, of }: Lookup,
  ): readonly Choice[] | null | undefined {
    const early = at === reader && beforeWhen;
    if (read.length === 0) {
      const reaches = this.reaches(at);
      return reaches === true ? [] : reaches === false ? null : undefined;
    }
    const scope = this.flow.around(at);
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    let undecided = false;
    for (const moment of this.moments.of(at, early)) {
      if (moment.holds === FALSE) continue;
      const missing = decisions.all([
        moment.holds,
        ...read.map((node) => decisions.not(this.leaves(node, moment, of))),
      ]);
      if (missing === UNKNOWN) undecided = true;
      else if (missing !== FALSE) return new Narrator(this.flow, scope).tell(missing, moment, read);
    }
    return undecided ? undefined : null;
  }

  /** When the node has left something by that moment. */
  private leaves(node: KnownNode, { when }: Moment, of: Lookup['of']): Formula {
    const scope = this.flow.around(node);
    // One compensator can always run before another, or fail.
    if (scope.undoneBy(node) !== undefined) return FALSE;
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    const { ended, hasOutput, endsWell } = ways.of(node);
    const earlier = decisions.and(ended, of === 'output' ? hasOutput : endsWell);
    const closing =
      when === 'before' || !scope.shieldable.has(node) ? undefined : this.flow.whenClosing(scope).of(node);
    if (closing === undefined) return earlier;
    return decisions.or(earlier, of === 'output' ? closing.hasOutput : closing.endsWell);
  }

  private takenOf(edge: KnownEdge): Formula {
    const scope = this.flow.around(edge.source);
    return scope.shieldable.has(edge.target)
      ? this.flow.whenClosing(scope).taken(edge)
      : this.flow.beforeClosing(scope).taken(edge);
  }
}
