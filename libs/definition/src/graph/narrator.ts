import type { KnownNode } from '../validation/check-nodes.js';
import type { Choice } from '../validation/problem.js';
import type { Formula } from './decisions.js';
import type { FlowWays } from './flow-ways.js';
import { failsAsItStops, type Closer, type Moment } from './moments.js';
import type { Scope } from './scope.js';

type Way = ReadonlyMap<number, boolean>;

/** Tells, as choices, how it can come to something in a scope. */
export class Narrator {
  constructor(
    private readonly flow: FlowWays,
    private readonly scope: Scope,
  ) {}

  /** @param read the nodes that it is about: of those that are cancelled, one of them rather than another fails */
  tell(holds: Formula, moment: Moment, read: readonly KnownNode[]): readonly Choice[] {
    const { choices } = this.flow.beforeClosing(this.scope);
    const way = choices.way(holds);
    const told = choices.inWords(way);
    const open = this.scope.nodes.filter((node) => this.isHeld(node, way));
    if (moment.when === 'before')
      return [...told, ...open.map(({ item }) => ({ node: item.id, outcome: 'still running' }))];
    const stopped = open.filter((node) => !this.goesOn(node, way));
    const by = this.containerThatCloses(open, way) ?? moment.by ?? this.closer(stopped, read);
    const others = stopped.filter((node) => node !== by?.node);
    const all = [...others.map((node) => ({ node, outcome: 'cancelled' })), ...(by === undefined ? [] : [by])];
    return [...told, ...all.map(({ node, outcome }) => ({ node: node.item.id, outcome }))];
  }

  private isHeld(node: KnownNode, way: Way): boolean {
    const ways = this.flow.beforeClosing(this.scope);
    return this.scope.held.has(node) && way.get(ways.choices.decisions.choiceOf(ways.of(node).held)) === true;
  }

  /** Whether it may be shielded, so that it is not cancelled. */
  private goesOn(node: KnownNode, way: Way): boolean {
    if (!this.scope.shieldable.has(node)) return false;
    const { decisions } = this.flow.beforeClosing(this.scope).choices;
    const shielded = this.flow.whenClosing(this.scope).of(node)?.shielded;
    return shielded === undefined || decisions.given(shielded, way) !== false;
  }

  /** A container whose failure takes its `finally` edges before others are cancelled. */
  private containerThatCloses(open: readonly KnownNode[], way: Way): Closer | undefined {
    if (this.scope.shieldable.size === 0) return undefined;
    const { decisions } = this.flow.beforeClosing(this.scope).choices;
    const closing = this.flow.whenClosing(this.scope);
    const node = open.find((each) => decisions.given(closing.closes(each), way) === true);
    return node && { node, outcome: 'fails' };
  }

  /** One of those that are cancelled may as well be what fails. */
  private closer(stopped: readonly KnownNode[], read: readonly KnownNode[]): Closer | undefined {
    const may = stopped.filter((node) => failsAsItStops(node, this.scope));
    const node = may.find((each) => read.includes(each)) ?? may[0];
    return node && { node, outcome: 'fails' };
  }
}
