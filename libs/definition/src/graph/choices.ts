import type { KnownNode } from '../validation/check-nodes.js';
import type { Choice } from '../validation/problem.js';
import { Decisions, TRUE, UNKNOWN, type Budget, type Formula } from './decisions.js';

/** Variables of one node, of which the first that holds says what it does. */
interface Named {
  readonly node: KnownNode;
  readonly variables: readonly { readonly choice: number; readonly outcome: string }[];
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
    return this.add(node, outcomes, otherwise, false).map((variable) => {
      const holds = this.decisions.and(before, variable);
      before = this.decisions.and(before, this.decisions.not(variable));
      return holds;
    });
  }

  /** A choice of something out of the ordinary; an example makes it only where it must. */
  rarely(node: KnownNode, outcome: string): Formula {
    return this.add(node, [outcome], null, true)[0] as Formula;
  }

  /** A choice that an example does not name. */
  unnamed(): Formula {
    return this.decisions.variable(true);
  }

  /** One way to make the formula true. */
  way(f: Formula): ReadonlyMap<number, boolean> {
    return this.decisions.example(f);
  }

  /**
   * What nodes do on this way, in order of their choices.
   * @param about of those, the ones that one of these choices is part of; all where it is missing
   */
  inWords(way: ReadonlyMap<number, boolean>, about?: ReadonlySet<number>): Choice[] {
    return this.named.flatMap(({ node, variables, otherwise }) => {
      if (!variables.some(({ choice }) => way.has(choice) && about?.has(choice) !== false)) return [];
      const outcome = variables.find(({ choice }) => way.get(choice) !== false)?.outcome ?? otherwise;
      return outcome === null ? [] : [{ node: node.item.id, outcome }];
    });
  }

  private add(node: KnownNode, outcomes: readonly string[], otherwise: string | null, rare: boolean): Formula[] {
    const variables = outcomes.map((outcome) => ({ outcome, variable: this.decisions.variable(rare) }));
    const known = variables.filter(({ variable }) => variable !== UNKNOWN);
    const named = known.map(({ outcome, variable }) => ({ outcome, choice: this.decisions.choiceOf(variable) }));
    this.named.push({ node, variables: named, otherwise });
    return variables.map(({ variable }) => variable);
  }
}
