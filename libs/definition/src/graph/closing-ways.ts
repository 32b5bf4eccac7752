import { isFinallyHandle } from '../plan/handles.js';
import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import { FALSE, TRUE, UNKNOWN, type Decisions, type Formula } from './decisions.js';
import { decideJoin } from './joins.js';
import type { ScopeWays } from './scope-ways.js';

/** What becomes of a shielded node after its scope has begun to close. */
export interface ShieldedWays {
  /** It is not cancelled, if it is under way. */
  readonly shielded: Formula;
  /** It was under way, and goes on. */
  readonly goesOn: Formula;
  /** Its join comes to hold, and it runs. */
  readonly reached: Formula;
  /** The same, and it is not skipped. */
  readonly executed: Formula;
  /** Where it ends now, it fails. */
  readonly failsNow: Formula;
  /** It ends now, with an output. */
  readonly hasOutput: Formula;
  /** It ends now, with success. */
  readonly endsWell: Formula;
}

interface EdgeWays {
  readonly taken: Formula;
  readonly settled: Formula;
}

/**
 * The ways on through a scope that closes at the moment that `ScopeWays` looks at: what is held is
 * cancelled, or goes on where it is shielded. The same formulas, over more choices.
 */
export class ClosingWays {
  private readonly nodes = new Map<number, ShieldedWays>();
  private readonly edges = new Map<KnownEdge, EdgeWays>();
  private readonly containers = new Map<number, Formula>();
  /** When the failure of no container with `finally` edges is what closes the scope. */
  noContainerCloses: Formula = TRUE;
  private readonly decisions: Decisions;
  /** When everything that goes on has ended. */
  allEnded: Formula = TRUE;

  constructor(private readonly before: ScopeWays) {
    this.decisions = before.choices.decisions;
    for (const node of before.scope.nodes) {
      if (before.scope.shieldable.has(node)) this.add(node);
      else this.stop(node);
    }
  }

  /** Undefined for a node that cannot be shielded. */
  of(node: KnownNode): ShieldedWays | undefined {
    return this.nodes.get(node.index);
  }

  /** When the edge is taken, before or after. */
  taken(edge: KnownEdge): Formula {
    return this.edges.get(edge)?.taken ?? UNKNOWN;
  }

  /** When it is the failure of the container, which has `finally` edges, that closes the scope. */
  closes(container: KnownNode): Formula {
    return this.containers.get(container.index) ?? FALSE;
  }

  /** A node that nothing shields: of its edges only `finally` ones can still be taken. */
  private stop(node: KnownNode): void {
    const { decisions, before } = this;
    const { executed, held } = before.of(node);
    const outgoing = before.scope.outgoing(node);
    const stopped = outgoing.some(isFinally) ? this.stopContainer(node, decisions.and(executed, held), FALSE) : FALSE;
    for (const edge of outgoing) {
      const earlier = before.taken(edge);
      this.edges.set(edge, { taken: isFinally(edge) ? decisions.or(earlier, stopped) : earlier, settled: TRUE });
    }
  }

  /**
   * When the `finally` edges are taken of a container that is cancelled, or whose failure is what closes the scope.
   * @param failsNow when it goes on, and fails
   */
  private stopContainer(node: KnownNode, stopped: Formula, failsNow: Formula): Formula {
    const { decisions, before } = this;
    const { executed, held, unhandled, closing } = before.of(node);
    const failed = decisions.all([executed, decisions.not(held), unhandled]);
    const taken = decisions.or(decisions.and(stopped, closing.begun), failed);
    const closes = decisions.all([decisions.or(taken, failsNow), closing.first, this.noContainerCloses]);
    this.noContainerCloses = decisions.and(this.noContainerCloses, decisions.not(closes));
    this.containers.set(node.index, closes);
    return taken;
  }

  private add(node: KnownNode): void {
    const { decisions, before } = this;
    const { scope } = before;
    const ways = before.of(node);
    const { late } = ways.closing;
    const incoming = scope.incoming(node);
    const outgoing = scope.outgoing(node);
    const arrivals = incoming.map((edge) => this.edges.get(edge) ?? { taken: UNKNOWN, settled: UNKNOWN });
    const verdict = decideJoin(decisions, node.item.data.join, arrivals);
    // A failure takes `finally` edges before the scope closes for it.
    const lately = incoming.filter(isFinally).map(({ source }) => this.closes(source));
    const shielded = decisions.or(ways.shielded, decisions.any(lately));
    const goesOn = decisions.all([ways.reached, ways.held, shielded]);
    const notBefore = decisions.not(ways.reached);
    const reached = decisions.all([verdict.reached, notBefore, this.shieldedNow(incoming)]);
    const notSkipped = decisions.not(ways.skipped);
    const active = decisions.or(goesOn, reached);
    this.allEnded = decisions.and(this.allEnded, decisions.not(late));
    const ended = decisions.all([active, notSkipped, decisions.not(late)]);
    const fails = decisions.or(ways.closing.fails, ways.unhandled);
    const well = decisions.and(ended, decisions.not(fails));
    this.nodes.set(node.index, {
      shielded,
      goesOn,
      reached,
      executed: decisions.and(reached, notSkipped),
      failsNow: decisions.and(fails, decisions.not(late)),
      hasOutput: decisions.and(well, ways.hasOutput),
      endsWell: decisions.and(well, ways.endsWell),
    });
    const stopped = decisions.all([ways.executed, ways.held, decisions.not(shielded)]);
    const failsNow = decisions.all([goesOn, ended, fails]);
    const byStopping = outgoing.some(isFinally) ? this.stopContainer(node, stopped, failsNow) : FALSE;
    const undecided = decisions.and(notBefore, decisions.not(decisions.or(verdict.reached, verdict.omitted)));
    const settled = decisions.not(decisions.or(decisions.and(active, late), undecided));
    for (const [edge, chosen] of ways.taken) {
      const now = isFinally(edge) ? decisions.or(ended, byStopping) : decisions.and(well, chosen);
      this.edges.set(edge, { taken: decisions.or(before.taken(edge), now), settled });
    }
  }

  /** Whether an edge shields a node that is reached now: one that did so before, or one that is taken only now. */
  private shieldedNow(incoming: readonly KnownEdge[]): Formula {
    const { decisions, before } = this;
    return decisions.any(
      incoming.map((edge) => {
        const earlier = before.taken(edge);
        const shielding = decisions.and(earlier, before.shieldedBy(edge));
        return decisions.or(shielding, decisions.and(this.taken(edge), decisions.not(earlier)));
      }),
    );
  }
}

const isFinally = ({ handle }: KnownEdge): boolean => isFinallyHandle(handle);
