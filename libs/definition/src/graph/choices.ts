import type { KnownNode } from '../validation/check-nodes.js';
import type { Choice } from '../validation/problem.js';
import { Decisions, TRUE, UNKNOWN, type Budget, type Formula } from './decisions.js';

type Way = ReadonlyMap<number, boolean>;

/** Variables of one node, of which the first that holds says what it does, or each of those that hold. */
interface Named {
  readonly node: KnownNode;
  readonly variables: readonly { readonly choice: number; readonly outcome: string }[];
  readonly several: boolean;
  /** What it does where none holds; null: nothing worth saying. */
  readonly otherwise: string | null;
}

/** The choices of the runs of one scope: what each node does, and what has not ended when something else happens. */
export class Choices {
  readonly decisions: Decisions;
  private readonly named: Named[] = [];

  constructor(budget: Budget) {
    this.decisions = new Decisions(budget);
  }

  /** New choices, of which at most one holds: the first. */
  oneOf(node: KnownNode, outcomes: readonly string[], otherwise: string | null): Formula[] {
    let before: Formula = TRUE;
    return this.add(node, outcomes, otherwise).map((variable) => {
      const holds = this.decisions.and(before, variable);
      before = this.decisions.and(before, this.decisions.not(variable));
      return holds;
    });
  }

  /** New choices, of which any may hold, side by side. */
  anyOf(node: KnownNode, outcomes: readonly string[], otherwise: string | null): Formula[] {
    return this.add(node, outcomes, otherwise, { several: true });
  }

  /** A choice of something out of the ordinary; an example makes it only where it must. */
  rarely(node: KnownNode, outcome: string): Formula {
    return this.add(node, [outcome], null, { rare: true })[0] as Formula;
  }

  /** A choice that an example does not name. */
  unnamed(): Formula {
    return this.decisions.variable(true);
  }

  /** One way to make the formula true. */
  way(f: Formula): Way {
    return this.decisions.example(f);
  }

  /**
   * What nodes do on this way, in order of their choices.
   * @param about of those, the ones that one of these choices is part of; all where it is missing
   */
  inWords(way: Way, about?: ReadonlySet<number>): Choice[] {
    return this.named.flatMap((named) => {
      if (!named.variables.some(({ choice }) => way.has(choice) && about?.has(choice) !== false)) return [];
      return outcomesOn(way, named).map((outcome) => ({ node: named.node.item.id, outcome }));
    });
  }

  private add(
    node: KnownNode,
    outcomes: readonly string[],
    otherwise: string | null,
    { rare = false, several = false } = {},
  ): Formula[] {
    const variables = outcomes.map((outcome) => ({ outcome, variable: this.decisions.variable(rare) }));
    const known = variables.filter(({ variable }) => variable !== UNKNOWN);
    const named = known.map(({ outcome, variable }) => ({ outcome, choice: this.decisions.choiceOf(variable) }));
    this.named.push({ node, variables: named, several, otherwise });
    return variables.map(({ variable }) => variable);
  }
}

/** What the node does; what does not matter of several counts as not chosen. */
function outcomesOn(way: Way, { variables, several, otherwise }: Named): string[] {
  const chosen = several
    ? variables.filter(({ choice }) => way.get(choice) === true)
    : variables.filter(({ choice }) => way.get(choice) !== false).slice(0, 1);
  if (chosen.length > 0) return chosen.map(({ outcome }) => outcome);
  return otherwise === null ? [] : [otherwise];
}
