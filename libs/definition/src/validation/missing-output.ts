import { FALSE, type Formula, TRUE, UNKNOWN } from '../graph/decisions.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import type { Choice } from './problem.js';

/** Choices that a counter-example lists, and that its message names: a flow may have thousands. */
const MAX_CHOICES = 50;
const MAX_NAMED = 5;

/** That something read is not there, and on which way. */
export interface Missing {
  /** For a message: `when c = false`, or `ever`. */
  readonly when: string;
  readonly choices: readonly Choice[];
}

/**
 * A way on which all readers are executed, and none of the nodes that are read has an output.
 * @param beforeWhen whether the read is part of deciding if the reader is executed
 * @returns null where there is no such way, or it was not decided
 */
export function missingOutput(
  read: readonly KnownNode[],
  readers: readonly KnownNode[],
  beforeWhen: (reader: KnownNode) => boolean,
  graph: FlowGraph,
): Missing | null {
  if (!graph.decided) return null;
  const ways = graph.allWays();
  let missing: Formula = TRUE;
  for (const reader of readers) {
    const here = ways.of(reader);
    missing = ways.decisions.and(missing, (beforeWhen(reader) ? here?.reached : here?.executed) ?? UNKNOWN);
  }
  for (const node of read)
    missing = ways.decisions.and(missing, ways.decisions.not(ways.of(node)?.hasOutput ?? UNKNOWN));
  if (missing === FALSE || missing === UNKNOWN) return null;
  const choices = ways.example(missing);
  if (choices.length === 0) return { when: 'ever', choices };
  const named = choices.slice(0, MAX_NAMED).map(({ node, outcome }) => `${node} = ${outcome}`);
  const more = choices.length > MAX_NAMED ? ', ...' : '';
  return { when: `when ${named.join(', ')}${more}`, choices: choices.slice(0, MAX_CHOICES) };
}
