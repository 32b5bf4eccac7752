import type { PlacedExpression } from './check-expressions.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { missingOutput } from './missing-output.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Pairs of a read and a node that sets what is read, looked at in one definition; past it nothing more is reported. */
const MAX_PAIRS = 500_000;
/** Variables that a message names. */
const MAX_NAMES = 20;

/** Which nodes set which run variables, and what that means to those that read them. */
export class Variables {
  private readonly setters: ReadonlyMap<string, readonly KnownNode[]>;
  /** Whether it is known of every node what it sets. */
  private readonly complete: boolean;
  /** What a message about an unknown variable adds. */
  private readonly hint: string;
  private left = MAX_PAIRS;

  constructor(private readonly graph: FlowGraph) {
    const setting = graph.nodes.filter(({ spec }) => spec.assigns !== undefined);
    const names = setting
      .filter(({ sound }) => sound)
      .flatMap((node) => (node.spec.assigns?.(node.item.data) ?? []).map((name) => ({ name, node })));
    this.setters = new Map(
      [...Map.groupBy(names, ({ name }) => name)].map(([name, found]) => [name, found.map(({ node }) => node)]),
    );
    const known = [...this.setters.keys()].slice(0, MAX_NAMES).join(', ');
    this.hint = known === '' ? '' : `; there are ${known}${this.setters.size > MAX_NAMES ? ', ...' : ''}`;
    this.complete = graph.allNodesKnown && setting.every(({ sound }) => sound);
  }

  /** Checks that the variable can have been set by a node from which edges lead to the expression. */
  checkRead({ node, field, place }: PlacedExpression, name: string, problems: ProblemList): void {
    const all = this.setters.get(name) ?? [];
    this.left -= all.length;
    if (this.left < 0) return;
    const seen = all.flatMap((setter) => {
      const from = this.graph.seenFrom(node, setter);
      return from === undefined ? [] : [{ setter, from }];
    });
    if (seen.length === 0) {
      if (this.complete)
        problems.add('VARIABLE_UNKNOWN', `No \`assign\` sets the variable ${quoted(name)}${this.hint}`, place);
      return;
    }
    const earlier = seen.filter(({ setter, from }) => setter !== from && this.graph.leads(setter, from) !== false);
    if (earlier.length === 0) {
      const message = `No edges lead here from an \`assign\` that sets ${quoted(name)}: it may be set later, or at the same time`;
      if (this.complete) problems.add('VARIABLE_MAY_NOT_BE_SET', message, place);
      return;
    }
    const readers = new Set(earlier.map(({ from }) => from));
    const setters = earlier.map(({ setter }) => setter);
    const missing = missingOutput(
      setters,
      [...readers],
      (reader) => reader === node && field.path === 'when',
      this.graph,
    );
    if (missing === null) return;
    problems.add(
      'VARIABLE_MAY_NOT_BE_SET',
      `No \`assign\` has set ${quoted(name)} ${missing.when}; it reads as null then`,
      {
        ...place,
        counter_example: missing.choices,
      },
    );
  }
}
