import type { Lookup } from '../graph/lookup.js';
import type { Ways } from '../graph/ways.js';
import type { Choice } from './problem.js';
import type { Place, ProblemList } from './problem-list.js';

/** A read that may find nothing: on which way is to be worked out. */
export interface OpenRead extends Lookup {
  readonly code: 'NODE_MAY_NOT_HAVE_RUN' | 'VARIABLE_MAY_NOT_BE_SET';
  /** @param when `when c = false`, or `ever` */
  message(when: string): string;
  readonly place: Place;
}

/** Choices that a counter-example lists, and that its message names: a flow may have thousands. */
export const MAX_CHOICES = 50;
const MAX_NAMED = 5;

/** Reports the reads that find nothing on some way. @returns how many were not decided */
export function checkOpenReads(reads: readonly OpenRead[], ways: Ways, problems: ProblemList): number {
  let undecided = 0;
  for (const read of reads) {
    if (problems.full) break;
    const way = ways.lacks(read);
    if (way === undefined) undecided += 1;
    if (way == null) continue;
    const { choices, closing } = way;
    const otherwise = closing ? 'when the run is cancelled' : 'ever';
    problems.add(read.code, read.message(choices.length === 0 ? otherwise : `when ${inWords(choices)}`), {
      ...read.place,
      counter_example: choices.slice(0, MAX_CHOICES),
    });
  }
  return undecided;
}

/** Choices as a message names them. */
export function inWords(choices: readonly Choice[]): string {
  const named = choices.slice(0, MAX_NAMED).map(({ node, outcome }) => `${node} = ${outcome}`);
  return `${named.join(', ')}${choices.length > MAX_NAMED ? ', ...' : ''}`;
}
