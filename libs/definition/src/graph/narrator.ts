import type { KnownNode } from '../validation/check-nodes.js';
import type { Choice } from '../validation/problem.js';
import { failsAsItStops, type Closer } from './closers.js';
import { FALSE, UNKNOWN, type Formula } from './decisions.js';
import type { FlowWays } from './flow-ways.js';
import type { Found } from './moment.js';
import type { Scope } from './scope.js';

type Way = ReadonlyMap<number, boolean>;
type Named = Pick<Closer, 'node' | 'outcome'>;

/** Tells, as choices, how it can come to something in a scope. */
export class Narrator {
  constructor(
    private readonly flow: FlowWays,
    private readonly scope: Scope,
  ) {}

  /** @param read the nodes that it is about: of those that are cancelled, one of them rather than another fails */
  tell({ moment, by: opening, holds }: Found, read: readonly KnownNode[]): readonly Choice[] {
    const { choices } = this.flow.beforeClosing(this.scope);
    const way = choices.way(holds);
    if (moment.when === 'before') {
      const open = this.held(way).map(({ item }) => ({ node: item.id, outcome: 'still running' }));
      return [...choices.inWords(way), ...open];
    }
    const stopped = this.stopped(way);
    const { node, outcome = null } = opening;
    const given = node && { node, outcome };
    const by = this.containerThatCloses(way) ?? given ?? this.plainCloser(stopped, read);
    if (by !== undefined) return this.closing(way, by);
    const instead = this.containerThatMayClose(stopped, holds);
    return instead === undefined ? this.closing(way) : this.closing(choices.way(instead.holds), instead);
  }

  private closing(way: Way, by?: Named): Choice[] {
    const others = this.stopped(way).filter((node) => node !== by?.node);
    const ends: Named[] = others.map((node) => ({ node, outcome: 'cancelled' }));
    if (by !== undefined) ends.push(by);
    const told = ends.flatMap(({ node, outcome }) => (outcome === null ? [] : [{ node: node.item.id, outcome }]));
    return [...this.flow.beforeClosing(this.scope).choices.inWords(way), ...told];
  }

  /** The nodes that have not ended. */
  private held(way: Way): KnownNode[] {
    const ways = this.flow.beforeClosing(this.scope);
    const { decisions } = ways.choices;
    return this.scope.nodes.filter(
      (node) => this.scope.held.has(node) && way.get(decisions.choiceOf(ways.of(node).held)) === true,
    );
  }

  /** Those of them that nothing may shield, so that they are cancelled. */
  private stopped(way: Way): KnownNode[] {
    const { decisions } = this.flow.beforeClosing(this.scope).choices;
    return this.held(way).filter((node) => {
      if (!this.scope.shieldable.has(node)) return true;
      const shielded = this.flow.whenClosing(this.scope).of(node)?.shielded;
      return shielded !== undefined && decisions.given(shielded, way) === false;
    });
  }

  /** A container whose failure takes its `finally` edges before others are cancelled. */
  private containerThatCloses(way: Way): Named | undefined {
    if (this.scope.shieldable.size === 0) return undefined;
    const { decisions } = this.flow.beforeClosing(this.scope).choices;
    const closing = this.flow.whenClosing(this.scope);
    const node = this.held(way).find((each) => decisions.given(closing.closes(each), way) === true);
    return node && { node, outcome: 'fails' };
  }

  /** One of those that are cancelled may as well be what fails. */
  private plainCloser(stopped: readonly KnownNode[], read: readonly KnownNode[]): Named | undefined {
    const may = stopped.filter((node) => failsAsItStops(node, this.scope));
    const node = may.find((each) => read.includes(each)) ?? may[0];
    return node && { node, outcome: 'fails' };
  }

  /** Or a container, where its `finally` edges change nothing. */
  private containerThatMayClose(stopped: readonly KnownNode[], holds: Formula): Closer | undefined {
    if (this.scope.shieldable.size === 0) return undefined;
    const { decisions } = this.flow.beforeClosing(this.scope).choices;
    for (const node of stopped) {
      const closes = decisions.and(holds, this.flow.whenClosing(this.scope).closes(node));
      if (closes !== FALSE && closes !== UNKNOWN) return { node, outcome: 'fails', holds: closes };
    }
    return undefined;
  }
}
