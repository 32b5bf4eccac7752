import { isFinallyHandle } from '../plan/handles.js';
import type { KnownNode } from '../validation/check-nodes.js';
import { FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import type { FlowWays } from './flow-ways.js';
import { mayFailTheScope } from './outcomes.js';
import type { Scope } from './scope.js';

/** A node that is under way when its scope closes. */
export interface Closer {
  readonly node: KnownNode;
  /** What becomes of it; null: it may be shielded, so that it goes on. */
  readonly outcome: 'fails' | 'cancelled' | null;
  /** When it is under way, and that can become of it. */
  readonly holds: Formula;
}

/** Says for what a scope can close, or with what under way. */
export class Closers {
  private readonly orders = new Map<Scope, readonly KnownNode[]>();

  constructor(private readonly flow: FlowWays) {}

  /** What can be under way when the scope is cancelled. The last nodes come first: they are the likely ones. */
  *underWay(scope: Scope, first: readonly KnownNode[]): Generator<Closer> {
    let order = this.orders.get(scope);
    if (order === undefined) {
      const mayGoOn = (node: KnownNode) => Number(scope.shieldable.has(node));
      this.orders.set(scope, (order = scope.nodes.toReversed().sort((a, b) => mayGoOn(a) - mayGoOn(b))));
    }
    for (const node of [...first, ...order]) {
      const outcome = scope.shieldable.has(node) ? null : failsAsItStops(node, scope) ? 'fails' : 'cancelled';
      yield { node, outcome, holds: this.active(node, scope) };
    }
  }

  /** What can fail a scope. */
  *failing(scope: Scope, first: readonly KnownNode[] = []): Generator<Closer> {
    const { decisions } = this.flow.beforeClosing(scope).choices;
    for (const node of [...first, ...scope.nodes]) {
      if (!mayFailTheScope(node, scope.outgoing(node))) continue;
      yield { node, outcome: 'fails', holds: decisions.and(this.active(node, scope), this.closes(node, scope)) };
    }
  }

  /**
   * What is still under way after a race was won, so that it can be cancelled.
   * @param isSlow whether it takes time to cancel a container
   */
  *lingering(scope: Scope, isSlow: (container: KnownNode) => boolean): Generator<Closer> {
    const { decisions } = this.flow.beforeClosing(scope).choices;
    for (const node of scope.nodes) {
      const closing = scope.shieldable.has(node) ? this.flow.whenClosing(scope).of(node) : undefined;
      if (closing !== undefined) yield { node, outcome: null, holds: decisions.or(closing.goesOn, closing.reached) };
      const slow = node.spec.container !== undefined && isSlow(node);
      if (slow && closing === undefined) yield { node, outcome: 'cancelled', holds: this.active(node, scope) };
      else if (slow) yield { node, outcome: null, holds: this.active(node, scope) };
    }
  }

  /** When the node is under way. */
  private active(node: KnownNode, scope: Scope): Formula {
    const ways = this.flow.beforeClosing(scope);
    const { reached, held } = ways.of(node);
    return held === FALSE ? reached : ways.choices.decisions.and(reached, held);
  }

  /** When it is the failure of this node that closes the scope, if it is under way. */
  private closes(node: KnownNode, scope: Scope): Formula {
    if (scope.shieldable.size === 0) return TRUE;
    const closing = this.flow.whenClosing(scope);
    if (!failsAsItStops(node, scope)) return closing.closes(node);
    const { decisions } = this.flow.beforeClosing(scope).choices;
    const own = closing.of(node);
    const fails = own === undefined ? TRUE : decisions.or(decisions.not(own.shielded), own.failsNow);
    return decisions.and(closing.noContainerCloses, fails);
  }

  /** When a container that runs has not ended, nor goes on, when the scope closes for something else. */
  *beside(container: KnownNode, scope: Scope): Generator<{ holds: Formula }> {
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    const { held } = ways.of(container);
    const closing = scope.shieldable.has(container) ? this.flow.whenClosing(scope).of(container) : undefined;
    const goesOn = scope.shieldable.has(container) ? (closing?.goesOn ?? UNKNOWN) : FALSE;
    const stopped = decisions.and(held, decisions.not(goesOn));
    for (const { node, holds } of this.failing(scope))
      if (node !== container) yield { holds: decisions.and(stopped, holds) };
    for (const { holds } of this.winning(scope)) yield { holds: decisions.and(stopped, holds) };
  }

  /** When a race is won. */
  *winning(scope: Scope): Generator<{ holds: Formula }> {
    if (!scope.race) return;
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    const noFailure = scope.shieldable.size === 0 ? TRUE : this.flow.whenClosing(scope).noContainerCloses;
    for (const node of scope.nodes) {
      const { ended, endsWell } = ways.of(node);
      if (isLeaf(node, scope)) yield { holds: decisions.all([ended, endsWell, noFailure]) };
    }
  }
}

/** Whether no edge leads from the node, but for one to what undoes it. */
export const isLeaf = (node: KnownNode, scope: Scope): boolean => scope.outgoing(node).length === 0;

/** Whether the failure of the node does what its being cancelled does: a `finally` edge tells the two apart. */
export function failsAsItStops(node: KnownNode, scope: Scope): boolean {
  const outgoing = scope.outgoing(node);
  return mayFailTheScope(node, outgoing) && !outgoing.some(({ handle }) => isFinallyHandle(handle));
}
