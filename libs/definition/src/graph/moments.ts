import type { KnownNode } from '../validation/check-nodes.js';
import { isFinallyHandle } from '../plan/handles.js';
import { FALSE, TRUE, UNKNOWN, type Formula } from './decisions.js';
import type { FlowWays } from './flow-ways.js';
import { mayFailTheScope } from './outcomes.js';
import type { Scope } from './scope.js';

/** A moment at which a node is executed. */
export interface Moment {
  /** When it comes to that. */
  readonly holds: Formula;
  /** Before its scope begins to close; while that closes; or last of all, to undo. */
  readonly when: 'before' | 'closing' | 'undoing';
  /** The node that is under way, so that the scope can close at all; undefined: any may be. */
  readonly by?: Closer;
}

/** A node that is under way when its scope closes, and what becomes of it. */
export interface Closer {
  readonly node: KnownNode;
  readonly outcome: 'fails' | 'cancelled' | 'still running';
}

interface Opening {
  readonly by: Closer;
  readonly holds: Formula;
}

/** Says at which moments a node can be executed. */
export class Moments {
  private readonly fromOutside = new Map<Scope, boolean>();
  private readonly slow = new Map<Scope, boolean>();

  constructor(private readonly flow: FlowWays) {}

  /**
   * @param beforeWhen whether it is enough that its `when` is looked at
   * @param cancelled whether its scope is taken to be cancelled at some time
   */
  *of(node: KnownNode, beforeWhen: boolean, cancelled = false): Generator<Moment> {
    const scope = this.flow.around(node);
    const undone = scope.undoneBy(node);
    if (undone !== undefined) return yield* this.undoing(undone, scope, cancelled);
    const ways = this.flow.beforeClosing(scope);
    const before = ways.of(node);
    yield { when: 'before', holds: beforeWhen ? before.reached : before.executed };
    if (!scope.shieldable.has(node)) return;
    const { decisions } = ways.choices;
    const closing = this.flow.whenClosing(scope).of(node);
    const holds = (beforeWhen ? closing?.reached : closing?.executed) ?? UNKNOWN;
    if (holds === FALSE) return;
    if (cancelled || this.mayBeCancelled(scope)) return yield { when: 'closing', holds };
    for (const { by, holds: closes } of this.failing(scope))
      yield { when: 'closing', by, holds: decisions.and(holds, closes) };
    for (const leaf of scope.race ? scope.nodes.filter((each) => isLeaf(each, scope)) : []) {
      const { ended, endsWell } = ways.of(leaf);
      const { noContainerCloses } = this.flow.whenClosing(scope);
      yield { when: 'closing', holds: decisions.all([holds, ended, endsWell, noContainerCloses]) };
    }
  }

  /** Whether the node can be reached; undefined: that was not decided. */
  reaches(node: KnownNode, cancelled = false): boolean | undefined {
    let undecided = false;
    for (const { holds } of this.of(node, true, cancelled)) {
      if (holds !== FALSE && holds !== UNKNOWN) return true;
      undecided ||= holds === UNKNOWN;
    }
    return undecided ? undefined : false;
  }

  /** The moments at which what undoes a node runs. */
  private *undoing(undone: KnownNode, scope: Scope, cancelled: boolean): Generator<Moment> {
    const ways = this.flow.beforeClosing(scope);
    const { decisions } = ways.choices;
    const { ended, endsWell } = ways.of(undone);
    const may = cancelled || this.mayBeCancelled(scope);
    const closing = scope.shieldable.size > 0 ? this.flow.whenClosing(scope) : undefined;
    const allEnded = closing?.allEnded ?? TRUE;
    const well = decisions.all([ended, endsWell, allEnded]);
    if (well !== FALSE) {
      const openers = scope.race && isLeaf(undone, scope) ? this.lingering(scope, may) : this.open(scope, may);
      for (const { by, holds } of openers) {
        if (by.node === undone) continue;
        // What comes before it has ended, but for what a join need not wait for.
        if (ways.of(by.node).held === FALSE && scope.leads(by.node, undone)) continue;
        if (--this.flow.budget.left < 0) return yield { when: 'undoing', holds: UNKNOWN };
        yield { when: 'undoing', by, holds: decisions.and(well, holds) };
      }
    }
    const now = closing?.of(undone);
    if (now === undefined) return;
    const wellNow = decisions.and(now.endsWell, allEnded);
    if (wellNow === FALSE) return;
    if (may) yield { when: 'undoing', holds: wellNow };
    else
      for (const { by, holds } of this.failing(scope))
        yield { when: 'undoing', by, holds: decisions.and(wellNow, holds) };
  }

  /** What can be under way when the scope closes, last nodes first: they are the likely ones. */
  private *open(scope: Scope, cancelled: boolean): Generator<Opening> {
    if (!cancelled) return yield* this.failing(scope);
    for (const node of scope.nodes.toReversed())
      yield {
        by: { node, outcome: failsAsItStops(node, scope) ? 'fails' : 'cancelled' },
        holds: this.active(node, scope),
      };
  }

  /** What can fail a scope that nothing cancels. */
  private *failing(scope: Scope): Generator<Opening> {
    const { decisions } = this.flow.beforeClosing(scope).choices;
    for (const node of scope.nodes) {
      if (!mayFailTheScope(node, scope.outgoing(node))) continue;
      yield {
        by: { node, outcome: 'fails' },
        holds: decisions.and(this.active(node, scope), this.closes(node, scope)),
      };
    }
  }

  /** When it is this node's failure that closes the scope. */
  private closes(node: KnownNode, scope: Scope): Formula {
    if (scope.shieldable.size === 0) return TRUE;
    const closing = this.flow.whenClosing(scope);
    if (!failsAsItStops(node, scope)) return closing.closes(node);
    const { decisions } = this.flow.beforeClosing(scope).choices;
    const own = closing.of(node);
    const fails = own === undefined ? TRUE : decisions.or(decisions.not(own.shielded), own.failsNow);
    return decisions.and(closing.noContainerCloses, fails);
  }

  /** What is still under way after a race was won, so that it can be cancelled. */
  private *lingering(scope: Scope, cancelled: boolean): Generator<Opening> {
    if (!cancelled) return;
    const { decisions } = this.flow.beforeClosing(scope).choices;
    for (const node of scope.nodes) {
      const closing = scope.shieldable.has(node) ? this.flow.whenClosing(scope).of(node) : undefined;
      if (closing !== undefined)
        yield { by: { node, outcome: 'still running' }, holds: decisions.or(closing.goesOn, closing.reached) };
      if (this.lingers(node)) yield { by: { node, outcome: 'cancelled' }, holds: this.active(node, scope) };
    }
  }

  /** When the node is under way. */
  private active(node: KnownNode, scope: Scope): Formula {
    const ways = this.flow.beforeClosing(scope);
    const { reached, held } = ways.of(node);
    return held === FALSE ? reached : ways.choices.decisions.and(reached, held);
  }

  /** Whether it takes time to cancel the node: something in it goes on, or is undone. */
  private lingers(node: KnownNode): boolean {
    if (node.spec.container === undefined) return false;
    const scope = this.flow.inside(node);
    let known = this.slow.get(scope);
    if (known === undefined) this.slow.set(scope, (known = this.isSlow(scope)));
    return known;
  }

  private isSlow(scope: Scope): boolean {
    const goesOn = [...scope.shieldable].some((each) => {
      const closing = this.flow.whenClosing(scope).of(each);
      return closing !== undefined && (closing.goesOn !== FALSE || closing.reached !== FALSE);
    });
    const runs = (each: KnownNode): boolean => this.reaches(each, true) !== false;
    return goesOn || scope.compensators.some(runs) || scope.nodes.some((each) => this.lingers(each) && runs(each));
  }

  /** Whether the scope can be cancelled, at any moment: it is not when only a `finally` edge leads to its container. */
  private mayBeCancelled(scope: Scope): boolean {
    let known = this.fromOutside.get(scope);
    if (known === undefined) this.fromOutside.set(scope, (known = this.isCancelled(scope)));
    return known;
  }

  private isCancelled(scope: Scope): boolean {
    const { container } = scope;
    if (container === null || container.item.data.timeout !== undefined) return true;
    if (this.cancelsOthers(container, scope)) return true;
    const outer = this.flow.around(container);
    if (outer.undoneBy(container) !== undefined) return false;
    const ways = this.flow.beforeClosing(outer);
    const { decisions } = ways.choices;
    const { reached, shielded, held } = ways.of(container);
    const bare = decisions.and(reached, decisions.not(shielded));
    if (bare === FALSE) return false;
    if (this.mayBeCancelled(outer)) return true;
    const goesOn = outer.shieldable.has(container)
      ? (this.flow.whenClosing(outer).of(container)?.goesOn ?? UNKNOWN)
      : FALSE;
    const under = decisions.all([bare, held, decisions.not(goesOn)]);
    const closes = [...this.failing(outer)].some(
      ({ by, holds }) => by.node !== container && decisions.and(under, holds) !== FALSE,
    );
    if (closes || !outer.race) return closes;
    return outer.nodes.some((leaf) => {
      const { ended, endsWell } = ways.of(leaf);
      return leaf !== container && isLeaf(leaf, outer) && decisions.all([under, ended, endsWell]) !== FALSE;
    });
  }

  /** Whether one item of a map that fails cancels others. */
  private cancelsOthers({ spec, item: { data } }: KnownNode, scope: Scope): boolean {
    if (spec.container !== 'map' || data.concurrency === 1) return false;
    if (data.on_item_error !== undefined && data.on_item_error !== 'fail') return false;
    return [...this.failing(scope)].some(({ holds }) => holds !== FALSE);
  }
}

/** Whether no edge leads from the node, but for one to what undoes it. */
const isLeaf = (node: KnownNode, scope: Scope): boolean => scope.outgoing(node).length === 0;

/** Whether the failure of the node does what its being cancelled does: a `finally` edge tells the two apart. */
export function failsAsItStops(node: KnownNode, scope: Scope): boolean {
  const outgoing = scope.outgoing(node);
  return mayFailTheScope(node, outgoing) && !outgoing.some(({ handle }) => isFinallyHandle(handle));
}
