import { isFinallyHandle } from '../plan/handles.js';
import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import { atLeast } from './at-least.js';
import { Choices } from './choices.js';
import { FALSE, TRUE, UNKNOWN, type Budget, type Formula } from './decisions.js';
import { decideJoin, decidesEarly, needed } from './joins.js';
import { mayFailTheScope, outcomesOf, type Outcomes } from './outcomes.js';
import type { Scope } from './scope.js';

/** What becomes of a node before its scope closes, as functions of the choices of a run. */
export interface NodeWays extends Outcomes {
  /** Its join holds: its `when` is looked at. */
  readonly reached: Formula;
  /** Its join fails. */
  readonly omitted: Formula;
  /** It is executed: reached, and not skipped. */
  readonly executed: Formula;
  /** It has not ended at the moment that is looked at; FALSE for most: nothing depends on it. */
  readonly held: Formula;
  /** It is executed and has ended, and nothing that it ended with closes the scope. */
  readonly ended: Formula;
  /** Its edges are settled. */
  readonly settled: Formula;
  /** An edge is taken that keeps it from being cancelled with its scope. */
  readonly shielded: Formula;
  /** That was so when it ended: its edges do the same for others. */
  readonly shields: Formula;
  /** What it does when its scope closes. */
  readonly closing: ClosingChoices;
}

/** The choices of a node that matter once its scope closes. They stand beside its others, which keeps formulas small. */
interface ClosingChoices {
  /** It goes on, and has not ended when another node runs. */
  readonly late: Formula;
  /** It goes on, and fails. */
  readonly fails: Formula;
  /** A container has begun that has not ended. */
  readonly begun: Formula;
  /** Its failure is what closes the scope. */
  readonly first: Formula;
}

/**
 * The ways through one scope, from its start to any moment before it closes. Exact up to a budget, then undecided.
 *
 * What has happened by a moment is all that follows from the choices of the nodes that have ended. So a
 * moment is chosen by the nodes that have not: those that are `held`. Only few need the choice: where a join
 * waits for all edges to a node, everything before it has ended when it runs.
 */
export class ScopeWays {
  readonly choices: Choices;
  private readonly nodes = new Map<number, NodeWays>();
  private readonly edges = new Map<KnownEdge, Formula>();

  /** @param neverEndsWell whether structure alone says that the node always fails */
  constructor(
    readonly scope: Scope,
    budget: Budget,
    neverEndsWell: (node: KnownNode) => boolean,
  ) {
    this.choices = new Choices(budget);
    for (const node of scope.nodes) this.add(node, neverEndsWell(node));
  }

  of(node: KnownNode): NodeWays {
    return this.nodes.get(node.index) ?? NOT_KNOWN;
  }

  /** When the edge is taken. */
  taken(edge: KnownEdge): Formula {
    return this.edges.get(edge) ?? UNKNOWN;
  }

  private add(node: KnownNode, neverEndsWell: boolean): void {
    const { choices, scope } = this;
    const { decisions } = choices;
    const incoming = scope.incoming(node);
    const arrivals = incoming.map((edge) => ({ taken: this.taken(edge), settled: this.of(edge.source).settled }));
    const { reached, omitted } = decideJoin(decisions, node.item.data.join, arrivals);
    const outcomes = outcomesOf(node, scope.outgoing(node), choices, { neverEndsWell, undone: scope.isUndone(node) });
    const held = scope.held.has(node) ? choices.unnamed() : FALSE;
    const free = decisions.and(reached, decisions.not(held));
    const surely = held === FALSE && outcomes.unhandled === FALSE && arrivals.every(({ settled }) => settled === TRUE);
    const skipped = decisions.and(free, outcomes.skipped);
    const carriedOut = decisions.and(free, decisions.not(outcomes.skipped));
    const ended = decisions.and(carriedOut, decisions.not(outcomes.unhandled));
    this.nodes.set(node.index, {
      ...outcomes,
      reached,
      omitted,
      executed: decisions.and(reached, decisions.not(outcomes.skipped)),
      held,
      ended,
      settled: surely ? TRUE : decisions.any([omitted, skipped, ended]),
      ...this.shielding(node, incoming),
      closing: this.closingChoices(node),
    });
    for (const [edge, chosen] of outcomes.taken) this.edges.set(edge, decisions.and(ended, chosen));
  }

  private closingChoices(node: KnownNode): ClosingChoices {
    const { choices, scope } = this;
    const outgoing = scope.outgoing(node);
    const mayFail = mayFailTheScope(node, outgoing);
    const tells = outgoing.some(({ handle }) => isFinallyHandle(handle));
    return {
      late: scope.heldAfter.has(node) ? choices.rarely(node, 'still running') : FALSE,
      fails: mayFail && scope.shieldable.has(node) ? choices.rarely(node, 'fails') : FALSE,
      begun: tells ? choices.unnamed() : FALSE,
      first: tells && mayFail ? choices.unnamed() : FALSE,
    };
  }

  private shielding(node: KnownNode, incoming: readonly KnownEdge[]): Pick<NodeWays, 'shielded' | 'shields'> {
    if (!this.scope.shieldable.has(node)) return { shielded: FALSE, shields: FALSE };
    const { decisions } = this.choices;
    const by = incoming.map((edge) => decisions.and(this.taken(edge), this.shieldedBy(edge)));
    const shielded = decisions.any(by);
    const { join } = node.item.data;
    if (!decidesEarly(join, incoming.length)) return { shielded, shields: shielded };
    // Others may have been enough for it to run and end before that edge came. Edges of one node come together.
    const others = incoming.map((edge) => {
      const together = decisions.any(by.filter((_, at) => incoming[at]?.source === edge.source));
      return decisions.and(this.taken(edge), decisions.not(together));
    });
    const enough = atLeast(decisions, needed(join) ?? 1, others);
    const inTime = enough === FALSE ? TRUE : this.choices.unnamed();
    return { shielded, shields: decisions.and(shielded, decisions.or(decisions.not(enough), inTime)) };
  }

  /** Whether the edge, where it is taken, shields the node that it leads to. */
  shieldedBy({ handle, source }: KnownEdge): Formula {
    return isFinallyHandle(handle) ? TRUE : this.of(source).shields;
  }
}

const NOT_KNOWN: NodeWays = {
  skipped: UNKNOWN,
  unhandled: UNKNOWN,
  hasOutput: UNKNOWN,
  endsWell: UNKNOWN,
  taken: new Map(),
  reached: UNKNOWN,
  omitted: UNKNOWN,
  executed: UNKNOWN,
  held: UNKNOWN,
  ended: UNKNOWN,
  settled: UNKNOWN,
  shielded: UNKNOWN,
  shields: UNKNOWN,
  closing: { late: UNKNOWN, fails: UNKNOWN, begun: UNKNOWN, first: UNKNOWN },
};
