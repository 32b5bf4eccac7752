import type { JsonObject } from '../json.js';
import type { ProblemCode } from '../validation/problems.js';

/**
 * How a node of the type is carried out: `compute` is synchronous and pure, `effect` does something
 * outside, `wait` waits for a time, `event` for an event sent to the run, `approval` for people,
 * `container` runs the nodes inside it, `subflow` runs another flow, `call` a foreign activity or workflow.
 */
export type NodeKind = 'compute' | 'effect' | 'wait' | 'event' | 'approval' | 'container' | 'subflow' | 'call';

/**
 * What a field of `data` holds: a `template` (strings with {{ }} anywhere in it), a
 * `secret-template` (the same, and `secrets` may be read), or an `expression` (bare or in {{ }}).
 */
export type FieldKind = 'template' | 'secret-template' | 'expression';

/** What is wrong with `data`, and where; without a code it is NODE_DATA_INVALID. */
export interface DataProblem {
  readonly path: string;
  readonly message: string;
  readonly code?: ProblemCode;
}

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
  /** Fields that hold a JSON Schema of the user's: validation says where one cannot be used. */
  readonly schemas?: readonly string[];
  /**
   * What the schema cannot say: the places of `data` that are wrong, by path (`cases[1].id`).
   * Asked only of data that holds the schema.
   */
  check?(data: JsonObject): readonly DataProblem[];
  /** The success handles that a node with this data has; `[]` for none (end, fail). `out` also stands for a missing handle. */
  handles(data: JsonObject): readonly string[];
  /** Whether it has the handle `error`. */
  readonly errorHandle: boolean;
  /** The handle that `on_error: "continue"` takes; where missing, all success handles. */
  readonly fallbackHandle?: string;
  /** A container: its children, which name it in `parentId`, are a scope of their own. It has the handle `finally`. */
  readonly container?: 'map' | 'loop' | 'group';
  /** The handle that is taken when the time is over that a node of kind `event` or `approval` waits. */
  readonly timeoutHandle?: string;
  /** The names that expressions inside the scope may read beside the others (`item`, `index`). */
  scopeNames?(data: JsonObject): readonly string[];
  /** The names that single fields of the node itself may read beside the others, by field: the next turn's of a loop's `while`. */
  readonly ownNames?: Readonly<Record<string, readonly string[]>>;
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
