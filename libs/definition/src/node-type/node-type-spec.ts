import type { JsonObject } from '../json.js';

/**
 * How a node of the type is carried out: `compute` is synchronous and pure, `effect` does
 * something outside, `wait` only waits.
 */
export type NodeKind = 'compute' | 'effect' | 'wait';

/**
 * What a field of `data` holds: a `template` (strings with {{ }} anywhere in it), a
 * `secret-template` (the same, and `secrets` may be read), or an `expression` (bare or in {{ }}).
 */
export type FieldKind = 'template' | 'secret-template' | 'expression';

/** What the language knows of a node type: enough to validate, compile and draw it. Pure data and pure functions. */
export interface NodeTypeSpec {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly kind: NodeKind;
  /** JSON Schema (2020-12) of the type's own fields of `data`; the fields that all types share are added by the language. */
  readonly schema: JsonObject;
  /** Fields that are evaluated, by path: `url`, `cases[].when`. A template field covers all that is below it. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  /**
   * What the schema cannot say: the places of `data` that are wrong, by path (`cases[1].id`).
   * Asked only of data that holds the schema.
   */
  check?(data: JsonObject): readonly { readonly path: string; readonly message: string }[];
  /** The success handles that a node with this data has; `[]` for none (end, fail). `out` also stands for a missing handle. */
  handles(data: JsonObject): readonly string[];
  /** Whether it has the handle `error`. */
  readonly errorHandle: boolean;
  /** The handle that `on_error: "continue"` takes; where missing, all success handles. */
  readonly fallbackHandle?: string;
  /** A container: its children, which name it in `parentId`, are a scope of their own. */
  readonly opensScope?: boolean;
  /** The names that expressions inside the scope may read beside the others (`item`, `index`). */
  scopeNames?(data: JsonObject): readonly string[];
  /** The run variables that it sets, by name. Asked only of data that holds the schema. */
  assigns?(data: JsonObject): readonly string[];
  /** `start`: at most one, in the root, no incoming edge. `end`: gives its scope's output. */
  readonly role?: 'start' | 'end';
  /** Milliseconds that an attempt may take where `data.timeout` is missing; effects only. */
  readonly defaultTimeoutMs?: number;
  /** Whether an attempt whose outcome is unknown may be made again without a retry policy. Default: no. */
  repeatable?(data: JsonObject): boolean;
}

/** The node types that a definition may use, by `type`. */
export type NodeTypeRegistry = ReadonlyMap<string, NodeTypeSpec>;
