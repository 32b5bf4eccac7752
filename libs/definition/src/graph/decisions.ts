/** A boolean function of choices: `FALSE`, `TRUE`, a position in Decisions, or `UNKNOWN` past its budget. */
export type Formula = number;

export const FALSE: Formula = 0;
export const TRUE: Formula = 1;
/** Not decided: working it out would take more than the budget. */
export const UNKNOWN: Formula = -1;

/** Variables that are told apart; it bounds the depth of recursion. */
export const MAX_VARIABLES = 2_000;

/** Steps of work that are left, for all that share it. */
export interface Budget {
  left: number;
}

/**
 * Boolean functions as reduced ordered decision diagrams: two functions are the same exactly when
 * their numbers are. A later variable stands above an earlier one, so that a long row of decisions
 * stays as small as the row. Past the budget every answer is UNKNOWN, none is wrong.
 */
export class Decisions {
  private readonly variables: number[] = [-1, -1];
  private readonly low: Formula[] = [0, 1];
  private readonly high: Formula[] = [0, 1];
  private readonly unique = new Map<number, Map<number, Formula>>();
  private readonly conjunctions = new Map<number, Formula>();
  private readonly negations = new Map<Formula, Formula>();
  private readonly reluctant = new Set<number>();
  private count = 0;

  constructor(private readonly budget: Budget) {}

  /**
   * A new choice, after all others.
   * @param reluctant whether an example makes it only where it must
   */
  variable(reluctant = false): Formula {
    if (this.count >= MAX_VARIABLES) return UNKNOWN;
    if (reluctant) this.reluctant.add(this.count);
    return this.make(this.count++, FALSE, TRUE);
  }

  not(f: Formula): Formula {
    if (f <= TRUE) return f === UNKNOWN ? UNKNOWN : 1 - f;
    const known = this.negations.get(f);
    if (known !== undefined) return known;
    const low = this.not(this.low[f] as Formula);
    const high = low === UNKNOWN ? UNKNOWN : this.not(this.high[f] as Formula);
    const result = high === UNKNOWN ? UNKNOWN : this.make(this.variables[f] as number, low, high);
    this.negations.set(f, result);
    return result;
  }

  and(f: Formula, g: Formula): Formula {
    if (f === FALSE || g === FALSE) return FALSE;
    if (f === UNKNOWN || g === UNKNOWN) return UNKNOWN;
    if (f === TRUE || f === g) return g;
    if (g === TRUE) return f;
    const key = f < g ? f * 2 ** 26 + g : g * 2 ** 26 + f;
    const known = this.conjunctions.get(key);
    if (known !== undefined) return known;
    if (--this.budget.left < 0) return UNKNOWN;
    const top = Math.max(this.variables[f] as number, this.variables[g] as number);
    const low = this.and(this.branch(f, top, this.low), this.branch(g, top, this.low));
    const high = low === UNKNOWN ? UNKNOWN : this.and(this.branch(f, top, this.high), this.branch(g, top, this.high));
    const result = high === UNKNOWN ? UNKNOWN : this.make(top, low, high);
    this.conjunctions.set(key, result);
    return result;
  }

  or(f: Formula, g: Formula): Formula {
    if (f === TRUE || g === TRUE) return TRUE;
    return this.not(this.and(this.not(f), this.not(g)));
  }

  all(formulas: readonly Formula[]): Formula {
    return formulas.reduce((all, one) => this.and(all, one), TRUE);
  }

  any(formulas: readonly Formula[]): Formula {
    return formulas.reduce((any, one) => this.or(any, one), FALSE);
  }

  /** One way to make it true: choices and how they are made; the others do not matter. */
  example(f: Formula): Map<number, boolean> {
    const way = new Map<number, boolean>();
    for (let at = f; at > TRUE;) {
      const choice = this.prefers(at);
      way.set(this.variables[at] as number, choice);
      at = (choice ? this.high[at] : this.low[at]) as Formula;
    }
    return way;
  }

  /** Whether it holds, however the choices that are not made are made; null: it depends on them. */
  given(f: Formula, way: ReadonlyMap<number, boolean>): boolean | null {
    for (let at = f; ;) {
      if (at <= TRUE) return at === UNKNOWN ? null : at === TRUE;
      const choice = way.get(this.variables[at] as number);
      if (choice === undefined) return null;
      at = (choice ? this.high[at] : this.low[at]) as Formula;
    }
  }

  /** The choice that a formula made by `variable` stands for. */
  choiceOf(variable: Formula): number {
    return this.variables[variable] as number;
  }

  private prefers(f: Formula): boolean {
    if (this.reluctant.has(this.variables[f] as number)) return this.low[f] === FALSE;
    return this.high[f] !== FALSE;
  }

  private branch(f: Formula, top: number, side: readonly Formula[]): Formula {
    return this.variables[f] === top ? (side[f] as Formula) : f;
  }

  private make(variable: number, low: Formula, high: Formula): Formula {
    if (low === high) return low;
    let known = this.unique.get(variable);
    if (known === undefined) this.unique.set(variable, (known = new Map()));
    const key = low * 2 ** 26 + high;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (--this.budget.left < 0) return UNKNOWN;
    const made = this.variables.push(variable) - 1;
    this.low.push(low);
    this.high.push(high);
    known.set(key, made);
    return made;
  }
}
