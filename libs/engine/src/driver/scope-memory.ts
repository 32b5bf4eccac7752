import type { ExpressionScope, Json, JsonObject, NodeView } from '@app/definition';

/** Node views without a prototype: an id may be `toString`. */
export type Views = { [id: string]: NodeView };

/** What a scope adds to the names that expressions read: `item`, `index`, `iteration`, `previous`. */
export type ScopeNames = Readonly<Record<string, Json>>;

type Own = { -readonly [K in keyof ExpressionScope]: ExpressionScope[K] };

/** What is known inside one scope instance: its nodes that have ended, its variables, its names. */
export class ScopeMemory {
  readonly nodes: Views = Object.create(null) as Views;
  /** Nodes of this very instance whose outputs are masked. */
  readonly masked = new Set<string>();
  /** Variables set in this very instance. */
  private vars: JsonObject = {};
  private readonly own: Own;

  /**
   * @param base what is the same in the whole run
   * @param outer null for the root
   * @param reads ids of outer nodes that may be read from inside; null: any
   */
  constructor(
    base: ExpressionScope,
    private readonly outer: ScopeMemory | null,
    private readonly reads: readonly string[] | null,
    names: ScopeNames,
  ) {
    this.own = { ...base, ...outer?.names, ...names, nodes: this.nodes };
    this.names = { ...outer?.names, ...names };
  }

  readonly names: ScopeNames;

  /** What an expression in this instance sees now. */
  get scope(): ExpressionScope {
    if (this.outer !== null) {
      this.own.vars = { ...this.outer.scope.vars, ...this.vars };
      for (const id of this.reads ?? Object.keys(this.outer.nodes)) {
        const view = this.outer.nodes[id];
        if (view !== undefined) this.nodes[id] = view;
      }
    }
    return this.own;
  }

  /** Sets variables of this instance. */
  assign(vars: JsonObject): void {
    this.vars = { ...this.vars, ...vars };
    if (this.outer === null) this.own.vars = this.vars;
  }
}
