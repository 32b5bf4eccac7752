import type { JsonObject } from '../json.js';
import type { KnownEdge } from '../validation/check-edges.js';
import type { KnownNode } from '../validation/check-nodes.js';
import type { Choice } from '../validation/problem.js';
import { isErrorHandle } from '../plan/handles.js';
import { Decisions, FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import { atLeast } from './at-least.js';

/** Steps of work that the ways through a definition are worked out in. */
const BUDGET = 300_000;

/** When a node is executed and when its edges are taken, as functions of the choices of a run. */
interface NodeWays {
  /** Its join holds: its `when` is looked at. */
  readonly reached: Formula;
  /** It is executed: reached, and not skipped. */
  readonly executed: Formula;
  /** It ends with an output: executed, and no error left through an edge. */
  readonly hasOutput: Formula;
}

/** What a choice means: the variables of one node's outcomes, of which the first that holds is the outcome. */
interface Outcomes {
  readonly node: string;
  readonly variables: readonly { readonly choice: number; readonly outcome: string }[];
  /** The outcome where none holds; null: nothing worth saying. */
  readonly otherwise: string | null;
}

/** The ways through a flow: which nodes can run, and which have run when another does. Exact up to a budget, then undecided. */
export class Ways {
  readonly decisions = new Decisions(BUDGET);
  private readonly nodes = new Map<number, NodeWays>();
  private readonly taken = new Map<KnownEdge, Formula>();
  private readonly outcomes: Outcomes[] = [];

  /** Adds a node; those from which edges lead to it must have been added before. */
  add(node: KnownNode, incoming: readonly KnownEdge[], outgoing: readonly KnownEdge[]): void {
    const { decisions } = this;
    const reached = this.join(node.item.data.join, incoming);
    const skip = maySkip(node) ? this.choose(node, ['skipped'], null)[0] : FALSE;
    const executed = decisions.and(reached, decisions.not(skip as Formula));
    const errorEdges = outgoing.filter(({ handle }) => isErrorHandle(handle));
    const success = outgoing.filter(({ handle }) => !isErrorHandle(handle));
    const goesOn = node.item.data.on_error === 'continue';
    const { leaving, fallsBack } = this.failures(node, errorEdges, goesOn);
    const leaves = leaving.reduce((any, one) => decisions.or(any, one), FALSE);
    const staysIn = decisions.and(executed, decisions.not(leaves));
    this.nodes.set(node.index, { reached, executed, hasOutput: staysIn });
    errorEdges.forEach((edge, at) => this.taken.set(edge, decisions.and(executed, leaving[at] ?? FALSE)));
    for (const [handle, chosen] of this.handles(node, success, fallsBack)) {
      for (const edge of success) if (edge.handle === handle) this.taken.set(edge, decisions.and(staysIn, chosen));
    }
  }

  /** Undefined for a node in or behind a circle. */
  of(node: KnownNode): NodeWays | undefined {
    return this.nodes.get(node.index);
  }

  /** FALSE for an edge that nothing takes. */
  takenOf(edge: KnownEdge): Formula {
    return this.taken.get(edge) ?? UNKNOWN;
  }

  /** The choices that make the formula true. */
  example(f: Formula): Choice[] {
    const way = this.decisions.example(f);
    return this.outcomes.flatMap(({ node, variables, otherwise }) => {
      if (!variables.some(({ choice }) => way.has(choice))) return [];
      const outcome = variables.find(({ choice }) => way.get(choice) !== false)?.outcome ?? otherwise;
      return outcome === null ? [] : [{ node, outcome }];
    });
  }

  private join(join: unknown, incoming: readonly KnownEdge[]): Formula {
    const edges = incoming.map((edge) => this.takenOf(edge));
    if (edges.length === 0) return TRUE;
    if (join === 'all_success') return edges.reduce((all, edge) => this.decisions.and(all, edge), TRUE);
    const n = (join as JsonObject | undefined)?.n_of_m;
    if (typeof n === 'number') return atLeast(this.decisions, n, edges);
    return edges.reduce((any, edge) => this.decisions.or(any, edge), FALSE);
  }

  /**
   * When an error leaves through each error edge, and when one takes success edges by `on_error: "continue"`.
   * Other errors end the scope, so that no way leads on from them.
   */
  private failures(
    node: KnownNode,
    edges: readonly KnownEdge[],
    goesOn: boolean,
  ): { leaving: Formula[]; fallsBack: Formula } {
    const last = edges.findIndex(({ errors }) => errors === null);
    const possible = last === -1 ? edges : edges.slice(0, last + 1);
    const names = possible.map(({ errors }) =>
      errors === null ? 'fails' : `fails with ${errors.slice(0, 3).join(' or ')}`,
    );
    const open = goesOn && last === -1;
    if (names.length === 0 && !open) return { leaving: [], fallsBack: FALSE };
    const chosen = this.choose(node, open ? [...names, 'fails'] : names, 'ends well');
    return { leaving: chosen.slice(0, names.length), fallsBack: open ? (chosen.at(-1) as Formula) : FALSE };
  }

  /** When each success handle that edges leave from is chosen. */
  private handles(node: KnownNode, edges: readonly KnownEdge[], fallsBack: Formula): Map<string, Formula> {
    const all = node.sound ? node.spec.handles(node.item.data) : [...new Set(edges.map(({ handle }) => handle))];
    if (all.length <= 1) return new Map(all.map((handle) => [handle, TRUE]));
    const chosen = node.item.data.multiple === true ? this.several(node, all) : this.one(node, all);
    if (fallsBack === FALSE) return chosen;
    const { fallbackHandle } = node.spec;
    const normally = this.decisions.not(fallsBack);
    return new Map(
      [...chosen].map(([handle, formula]) => {
        const anyway = fallbackHandle === undefined || fallbackHandle === handle ? fallsBack : FALSE;
        return [handle, this.decisions.or(this.decisions.and(normally, formula), anyway)];
      }),
    );
  }

  /** Exactly one of the handles. */
  private one(node: KnownNode, all: readonly string[]): Map<string, Formula> {
    const chosen = this.choose(node, all.slice(0, -1), all.at(-1) ?? null);
    const rest = this.decisions.not(chosen.reduce((any, formula) => this.decisions.or(any, formula), FALSE));
    return new Map(all.map((handle, at) => [handle, chosen[at] ?? rest]));
  }

  /** Any of the handles but the last, side by side; the last where none of them is. */
  private several(node: KnownNode, all: readonly string[]): Map<string, Formula> {
    const chosen = all
      .slice(0, -1)
      .map((handle): [string, Formula] => [handle, this.choose(node, [handle], null)[0] as Formula]);
    const any = chosen.reduce((sum, [, one]) => this.decisions.or(sum, one), FALSE);
    return new Map([...chosen, [all.at(-1) as string, this.decisions.not(any)]]);
  }

  /** New choices, of which at most one holds: the first. */
  private choose(node: KnownNode, outcomes: readonly string[], otherwise: string | null): Formula[] {
    const variables = outcomes.map((outcome) => ({ outcome, variable: this.decisions.variable() }));
    const known = variables.filter(({ variable }) => variable !== UNKNOWN);
    const named = known.map(({ outcome, variable }) => ({ outcome, choice: this.decisions.choiceOf(variable) }));
    this.outcomes.push({ node: node.item.id, variables: named, otherwise });
    let before: Formula = TRUE;
    return variables.map(({ variable }) => {
      const holds = this.decisions.and(before, variable);
      before = this.decisions.and(before, this.decisions.not(variable));
      return holds;
    });
  }
}

/** Whether its `when` leaves it open that the node is skipped. */
function maySkip({ item }: KnownNode): boolean {
  const { when } = item.data;
  return when !== undefined && when !== true && when !== null && !(typeof when === 'string' && when.trim() === 'true');
}
