import type { KnownNode } from '../validation/check-nodes.js';
import { ClosingWays } from './closing-ways.js';
import { FALSE, type Budget } from './decisions.js';
import type { Scope } from './scope.js';
import { ScopeWays } from './scope-ways.js';

type Container = KnownNode | undefined;

/** The ways through every scope of a flow, each worked out when it is first asked for. */
export class FlowWays {
  private readonly before = new Map<Scope, ScopeWays>();
  private readonly closing = new Map<Scope, ClosingWays>();
  private readonly endings = new Map<Scope, boolean>();

  constructor(
    private readonly scopes: ReadonlyMap<Container, Scope>,
    readonly budget: Budget,
  ) {}

  /** The scope that the node is in. */
  around({ parent }: KnownNode): Scope {
    return this.scopes.get(parent) as Scope;
  }

  /** The scope that the container opens. */
  inside(container: KnownNode): Scope {
    return this.scopes.get(container) as Scope;
  }

  beforeClosing(scope: Scope): ScopeWays {
    let ways = this.before.get(scope);
    if (ways === undefined) {
      ways = new ScopeWays(scope, this.budget, (node) => this.neverEndsWell(node));
      this.before.set(scope, ways);
    }
    return ways;
  }

  whenClosing(scope: Scope): ClosingWays {
    let ways = this.closing.get(scope);
    if (ways === undefined) this.closing.set(scope, (ways = new ClosingWays(this.beforeClosing(scope))));
    return ways;
  }

  /** Whether structure alone says that the node always fails: a `fail`, or a container in which always something does. */
  private neverEndsWell(node: KnownNode): boolean {
    const { spec, item, sound } = node;
    if (spec.container === undefined) return sound && spec.role === undefined && spec.handles(item.data).length === 0;
    // A map may have no items, and others may keep or drop what fails; a loop may have no turn.
    if (spec.container === 'map' || (spec.container === 'loop' && item.data.until === undefined)) return false;
    return !this.mayEndWell(this.inside(node));
  }

  private mayEndWell(scope: Scope): boolean {
    let known = this.endings.get(scope);
    if (known === undefined) this.endings.set(scope, (known = this.findsGoodEnd(scope)));
    return known;
  }

  /** Whether every node can end so that nothing is left unhandled, or a leaf win the race before. */
  private findsGoodEnd(scope: Scope): boolean {
    const ways = this.beforeClosing(scope);
    const { decisions } = ways.choices;
    const all = decisions.all(
      scope.nodes.flatMap((node) => {
        const { executed, unhandled, held } = ways.of(node);
        return [decisions.not(held), decisions.not(decisions.and(executed, unhandled))];
      }),
    );
    if (all !== FALSE || !scope.race) return all !== FALSE;
    return scope.nodes.some((node) => {
      if (scope.outgoing(node).length > 0) return false;
      const { ended, endsWell } = ways.of(node);
      return decisions.and(ended, endsWell) !== FALSE;
    });
  }
}
