import type { Json, JsonObject } from '../json.js';

/** What an expression sees of a node that has ended. */
export interface NodeView {
  readonly status: string;
  readonly output: Json;
  readonly error: Json;
}

/** The names that an expression can read, section 5 of the flow language. */
export interface ExpressionScope {
  readonly input: Json;
  /** By node id; only nodes that have ended are there. */
  readonly nodes: { readonly [id: string]: NodeView };
  readonly vars: JsonObject;
  readonly run: { readonly id: string; readonly started_at: string };
  readonly flow: { readonly id: string; readonly name: string; readonly version: number };
  readonly env: { readonly [name: string]: string };
  /** Only where the field may hold secrets, and only at the moment of the effect. */
  readonly secrets?: { readonly [name: string]: string };
  /** `item` (or the `as` name), `index`, `iteration`, `previous`: what an inner scope adds. */
  readonly [name: string]: unknown;
}

/** A compiled expression or template. Evaluating it is synchronous, bounded and has no effect. */
export interface Evaluable {
  /** The text as it stands in the definition. */
  readonly source: string;
  /** Ids of the nodes that it may read; null: any. */
  readonly reads: readonly string[] | null;
  /**
   * @param at the run's own clock, milliseconds since the epoch; what `$now()` and `$millis()` give
   * @returns JSON; nothing (JSONata's undefined) is null
   * @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT
   */
  evaluate(scope: ExpressionScope, at: number): Json;
}
