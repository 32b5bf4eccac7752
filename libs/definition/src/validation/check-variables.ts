import type { PlacedExpression } from './check-expressions.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import type { OpenRead } from './open-reads.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Pairs of a read and a node that sets what is read, looked at in one definition; past it they are left undecided. */
export const MAX_PAIRS = 500_000;
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

  /** Reads of which it was not looked at what they find. */
  undecided = 0;

  /** Checks that the variable can have been set by a node from which edges lead to the expression. */
  *checkRead({ node, field, place }: PlacedExpression, name: string, problems: ProblemList): Generator<OpenRead> {
    const all = this.setters.get(name) ?? [];
    this.left -= all.length;
    if (this.left < 0) {
      this.undecided += 1;
      return;
    }
    const seen = all.flatMap((setter) => {
      const from = this.graph.seenFrom(node, setter);
      return from === undefined ? [] : [{ setter, from }];
    });
    if (seen.length === 0) {
      if (this.complete) problems.add('VARIABLE_UNKNOWN', this.whyUnknown(name, all), place);
      return;
    }
    const earlier = seen.filter(({ setter, from }) => this.graph.comesBefore(setter, from) !== false);
    if (earlier.length === 0) {
      const message = `No edges lead here from an \`assign\` that sets ${quoted(name)}: it may be set later, or at the same time`;
      if (this.complete) problems.add('VARIABLE_MAY_NOT_BE_SET', message, place);
      return;
    }
    yield {
      reader: node,
      beforeWhen: field.path === 'when',
      read: earlier.map(({ setter }) => setter),
      of: 'success',
      code: 'VARIABLE_MAY_NOT_BE_SET',
      message: (when) => `No \`assign\` has set ${quoted(name)} ${when}; it reads as null then`,
      place,
    };
  }

  private whyUnknown(name: string, inside: readonly KnownNode[]): string {
    const container = inside[0]?.parent;
    if (container === undefined) return `No \`assign\` sets the variable ${quoted(name)}${this.hint}`;
    return `${quoted(name)} is set inside ${quoted(container.item.id)} only, where it stays: what comes out of a container is its output`;
  }
}
