import type { KnownNode } from '../validation/check-nodes.js';
import { Closers, isLeaf, type Closer } from './closers.js';
import { FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import type { FlowWays } from './flow-ways.js';
import type { Found, Moment, Opening, Terms } from './moment.js';
import type { Scope } from './scope.js';

/** Says at which moments a node can be executed. */
export class Moments {
  private readonly closers: Closers;
  private readonly cancellable = new Map<Scope, boolean>();
  private readonly slow = new Map<Scope, boolean>();

  constructor(private readonly flow: FlowWays) {
    this.closers = new Closers(flow);
  }

  /** The kinds of moments at which the node is executed, the ordinary one first. */
  *of(node: KnownNode, terms: Terms): Generator<Moment> {
    const scope = this.flow.around(node);
    const { closers } = this;
    const cancelled = terms.cancelled ?? this.mayBeCancelled(scope);
    const undone = scope.undoneBy(node);
    if (terms.stopped === true) {
      if (undone !== undefined) return;
      const holds = this.bare(node, scope);
      return yield cancelled
        ? { when: 'before', holds }
        : { when: 'before', holds, by: () => closers.beside(node, scope) };
    }
    if (undone !== undefined) return yield* this.undoing(undone, scope, cancelled, terms.first ?? []);
    const before = this.flow.beforeClosing(scope).of(node);
    yield { when: 'before', holds: terms.beforeWhen === true ? before.reached : before.executed };
    if (!scope.shieldable.has(node)) return;
    const closing = this.flow.whenClosing(scope).of(node);
    const holds = (terms.beforeWhen === true ? closing?.reached : closing?.executed) ?? UNKNOWN;
    if (cancelled) return yield { when: 'closing', holds };
    yield { when: 'closing', holds, by: () => closers.failing(scope) };
    yield { when: 'closing', holds, by: () => closers.winning(scope) };
  }

  /** Whether the node can be reached; undefined: that was not decided. */
  reaches(node: KnownNode, cancelled?: boolean): boolean | undefined {
    const terms = cancelled === undefined ? { beforeWhen: true } : { beforeWhen: true, cancelled };
    const found = this.find(node, terms, () => TRUE);
    return found == null ? (found === null ? false : undefined) : true;
  }

  /**
   * A moment at which the node is executed and a condition holds; null: there is none; undefined: that was not decided.
   * @param condition by the kind of moment
   */
  find(node: KnownNode, terms: Terms, condition: (moment: Moment) => Formula): Found | null | undefined {
    const { decisions } = this.flow.beforeClosing(this.flow.around(node)).choices;
    let undecided = false;
    for (const moment of this.of(node, terms)) {
      const most = moment.holds === FALSE ? FALSE : decisions.and(moment.holds, condition(moment));
      if (most === FALSE) continue;
      for (const by of moment.by?.() ?? ANYTHING) {
        const holds = decisions.and(most, by.holds);
        if (holds !== FALSE && holds !== UNKNOWN) return { moment, by, holds };
        undecided ||= holds === UNKNOWN;
        if (moment.by !== undefined && --this.flow.budget.left < 0) return undefined;
      }
    }
    return undecided ? undefined : null;
  }

  /** When a container runs that is cancelled with what is around it: nothing shields it. */
  private bare(container: KnownNode, scope: Scope): Formula {
    const ways = this.flow.beforeClosing(scope);
    const { executed, shielded } = ways.of(container);
    return ways.choices.decisions.and(executed, ways.choices.decisions.not(shielded));
  }

  /** The moments at which what undoes a node runs. */
  private *undoing(
    undone: KnownNode,
    scope: Scope,
    cancelled: boolean,
    first: readonly KnownNode[],
  ): Generator<Moment> {
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    const { ended, endsWell } = ways.of(undone);
    const closing = scope.shieldable.size > 0 ? this.flow.whenClosing(scope) : undefined;
    const allEnded = closing?.allEnded ?? TRUE;
    const by = () => this.beside(undone, scope, this.afterwards(undone, scope, cancelled, first));
    yield { when: 'undoing', holds: decisions.all([ended, endsWell, allEnded]), by };
    const now = closing?.of(undone);
    if (now === undefined) return;
    const holds = decisions.and(now.endsWell, allEnded);
    yield cancelled
      ? { when: 'undoing', holds }
      : { when: 'undoing', holds, by: () => this.closers.failing(scope, first) };
  }

  /** Of these, what may not have ended when the node has: what comes before it has, but for what a join need not wait for. */
  private *beside(node: KnownNode, scope: Scope, closers: Iterable<Closer>): Generator<Closer> {
    const ways = this.flow.beforeClosing(scope);
    for (const closer of closers) {
      const passed = ways.of(closer.node).held !== FALSE || !scope.leads(closer.node, node);
      if (closer.node !== node && passed) yield closer;
    }
  }

  /** What can be under way when the node has ended well, and its scope closes otherwise than by winning a race. */
  private afterwards(
    undone: KnownNode,
    scope: Scope,
    cancelled: boolean,
    first: readonly KnownNode[],
  ): Iterable<Closer> {
    const wins = scope.race && isLeaf(undone, scope);
    if (!cancelled) return wins ? [] : this.closers.failing(scope, first);
    return wins
      ? this.closers.lingering(scope, (container) => this.isSlow(container))
      : this.closers.underWay(scope, first);
  }

  /** Whether it takes time to cancel a container: something in it goes on, or is undone. */
  private isSlow(container: KnownNode): boolean {
    const scope = this.flow.inside(container);
    const known = this.slow.get(scope);
    if (known !== undefined) return known;
    const runs = (node: KnownNode): boolean => this.reaches(node, true) !== false;
    const goesOn = (node: KnownNode): boolean => {
      const closing = this.flow.whenClosing(scope).of(node);
      return closing !== undefined && (closing.goesOn !== FALSE || closing.reached !== FALSE);
    };
    const slow =
      [...scope.shieldable].some(goesOn) ||
      scope.compensators.some(runs) ||
      scope.nodes.some((node) => node.spec.container !== undefined && this.isSlow(node) && runs(node));
    this.slow.set(scope, slow);
    return slow;
  }

  /** Whether the scope can be cancelled, at any moment: it is not when only a `finally` edge leads to its container. */
  private mayBeCancelled(scope: Scope): boolean {
    let known = this.cancellable.get(scope);
    if (known === undefined) {
      known = this.isCancelledFromWithin(scope) || this.isCancelledFromOutside(scope);
      this.cancellable.set(scope, known);
    }
    return known;
  }

  /** Whether it can be cancelled whatever is done to its container. */
  isCancelledFromWithin({ container, apart }: Scope): boolean {
    // Nothing that could hinder it, or it is the root.
    if (!apart || container === null || container.item.data.timeout !== undefined) return true;
    return (
      cancelsOthers(container) &&
      [...this.closers.failing(this.flow.inside(container))].some(({ holds }) => holds !== FALSE)
    );
  }

  private isCancelledFromOutside({ container }: Scope): boolean {
    return container !== null && this.find(container, { stopped: true }, () => TRUE) !== null;
  }
}

const ANYTHING: readonly Opening[] = [{ holds: TRUE }];

/** Whether one item of a map that fails cancels others. */
function cancelsOthers({ spec, item: { data } }: KnownNode): boolean {
  const fails = data.on_item_error === undefined || data.on_item_error === 'fail';
  return spec.container === 'map' && data.concurrency !== 1 && fails;
}
