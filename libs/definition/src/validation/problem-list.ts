import type { Problem } from './problem.js';
import { PROBLEMS, type ProblemCode } from './problems.js';

/** Where a problem is: `path`, and the node or edge that it is about. */
export type Place = Pick<Problem, 'path' | 'node' | 'edge' | 'counter_example'>;

/** Collects problems, up to a limit. */
export class ProblemList {
  private readonly problems: Problem[] = [];
  private more = false;

  constructor(private readonly limit: number) {}

  add(code: ProblemCode, message: string, place: Place): void {
    if (this.problems.length < this.limit)
      this.problems.push({ code, severity: PROBLEMS[code].severity, message, ...place });
    else this.more = true;
  }

  /** Whether one more would not be listed: nothing is gained by looking further. */
  get full(): boolean {
    return this.more;
  }

  /** The problems found, in the order of the checks. */
  toArray(): Problem[] {
    if (!this.more) return this.problems;
    const { severity } = PROBLEMS.TOO_MANY_PROBLEMS;
    return [
      ...this.problems,
      { code: 'TOO_MANY_PROBLEMS', severity, message: `There are more than ${this.limit} problems`, path: '' },
    ];
  }
}

/** A text of the definition as a message quotes it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
