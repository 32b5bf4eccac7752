import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import type { FlowGraph } from '../validation/flow-graph.js';
import type { Choice } from '../validation/problem.js';
import { FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import { FlowWays } from './flow-ways.js';
import type { Lookup } from './lookup.js';
import type { Moment, Terms } from './moment.js';
import { Moments } from './moments.js';
import { Narrator } from './narrator.js';
import { scopesOf } from './scopes.js';

/** Steps of work that the ways through a definition are worked out in. */
export const WAYS_BUDGET = 300_000;

/** One way to something. */
export interface Finding {
  readonly choices: readonly Choice[];
  /** Whether a scope closes on it. */
  readonly closing: boolean;
}

/**
 * The ways through a flow: which nodes can run, and what has ended when one does. Exact up to a budget,
 * then undecided. To be asked for only where the graph is `decided`.
 */
export class Ways {
  private readonly flow: FlowWays;
  private readonly moments: Moments;
  private readonly executions = new Map<string, { readonly way: Finding | null | undefined }>();
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
  lacks(lookup: Lookup): Finding | null | undefined {
    return this.lacksFrom(lookup.reader, lookup, false);
  }

  /**
   * The part of a lookup in one scope and those around it, as seen from the reader, or a container that it is in.
   * @param stopped whether that container must be cancelled while it runs, for what is inside to come about
   */
  private lacksFrom(at: KnownNode, lookup: Lookup, stopped: boolean): Finding | null | undefined {
    const scope = this.flow.around(at);
    const free = this.moments.isCancelledFromWithin(scope);
    const here = this.lacksIn(at, lookup, { stopped, cancelled: free });
    if (here !== null || free) return this.and(here, at, lookup, false);
    return this.and(this.lacksIn(at, lookup, { stopped, cancelled: true }), at, lookup, true);
  }

  private and(
    here: Finding | null | undefined,
    at: KnownNode,
    lookup: Lookup,
    stopped: boolean,
  ): Finding | null | undefined {
    const around = here === null || at.parent === undefined ? NOTHING : this.lacksFrom(at.parent, lookup, stopped);
    if (here === null || around === null) return null;
    if (here === undefined || around === undefined) return undefined;
    return { choices: [...around.choices, ...here.choices], closing: around.closing || here.closing };
  }

  private lacksIn(
    at: KnownNode,
    { reader, beforeWhen, read, of }: Lookup,
    terms: { readonly stopped: boolean; readonly cancelled: boolean },
  ): Finding | null | undefined {
    const { parent } = at;
    const own = read.filter((each) => each.parent === parent);
    if (own.length > 0) return this.wayTo(at, own, of, { ...terms, beforeWhen: at === reader && beforeWhen });
    // What has nothing to do with the nodes that are read is the same for all of them.
    const key = `${at.index} ${terms.stopped} ${terms.cancelled}`;
    const known = this.executions.get(key);
    if (known !== undefined) return known.way;
    const way = this.wayTo(at, [], of, terms);
    this.executions.set(key, { way });
    return way;
  }

  private wayTo(at: KnownNode, read: readonly KnownNode[], of: Lookup['of'], terms: Terms): Finding | null | undefined {
    const scope = this.flow.around(at);
    const { decisions } = this.flow.beforeClosing(scope).choices;
    const found = this.moments.find(at, { ...terms, first: read }, (moment) =>
      decisions.all(read.map((node) => decisions.not(this.leaves(node, moment, of)))),
    );
    if (found == null) return found;
    const choices = new Narrator(this.flow, scope).tell(found, read);
    return { choices, closing: found.moment.when !== 'before' };
  }

  /** When the node has left something by that moment. */
  private leaves(node: KnownNode, { when }: Moment, of: Lookup['of']): Formula {
    const scope = this.flow.around(node);
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

const NOTHING: Finding = { choices: [], closing: false };
