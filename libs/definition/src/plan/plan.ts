import type { Json, JsonObject } from '../json.js';
import type { NodeKind } from '../node-type/node-type-spec.js';
import type { Evaluable } from '../expression/expression-scope.js';
import type { RunSettings } from './run-settings.js';

/** Which of its incoming edges a node needs, section 3 of the flow language. */
export type Join = 'all_done' | 'all_success' | 'any' | { readonly n_of_m: number };

/** `data.retry` with its defaults put in; times in milliseconds. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maxIntervalMs: number;
  /** From the first attempt's start; null: no bound. */
  readonly maxDurationMs: number | null;
  /** 0 to 1: the part of the pause that is random. */
  readonly jitter: number;
  readonly nonRetryableErrors: readonly string[];
}

/** An edge: indexes into `Plan.nodes`. */
export interface PlanEdge {
  readonly index: number;
  readonly source: number;
  readonly target: number;
}

/** An edge from an `error` handle; `errors` null: any error. */
export interface PlanErrorEdge extends PlanEdge {
  readonly errors: readonly string[] | null;
}

/** A node, with all that the interpreter asks of it looked up beforehand. */
export interface PlanNode {
  /** Its position in the definition's `nodes`, the tie-break of every decision. */
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly kind: NodeKind;
  readonly role: 'start' | 'end' | null;
  /** Index into `Plan.scopes`. */
  readonly scope: number;
  /** What is special to a container; null for any other node. */
  readonly container: PlanContainer | null;
  readonly join: Join;
  readonly when: Evaluable | null;
  readonly onError: 'fail' | 'continue';
  readonly retry: RetryPolicy | null;
  /** Milliseconds that one attempt may take; null where nothing can take time. */
  readonly timeoutMs: number | null;
  /** Whether an attempt whose outcome is unknown may be made again without a retry policy. */
  readonly repeatable: boolean;
  /** How many edges come in; those from `compensate` are none of them. */
  readonly incoming: number;
  /** All outgoing edges, success, error and finally, in order of definition. */
  readonly outgoing: readonly PlanEdge[];
  /** Outgoing edges by success handle (`out` for a missing one). */
  readonly byHandle: ReadonlyMap<string, readonly PlanEdge[]>;
  /** Outgoing edges of the handle `error`, in order of definition. */
  readonly errorEdges: readonly PlanErrorEdge[];
  /** Outgoing edges of the handle `finally`, in order of definition; the same objects as in `outgoing`. */
  readonly finallyEdges: readonly PlanEdge[];
  /** The success handles that `on_error: "continue"` takes. */
  readonly fallbackHandles: readonly string[];
  /** The handle that it takes when the time is over that it waits for; null: all success handles. */
  readonly timeoutHandle: string | null;
  /** The node that undoes this one, and the one that this one undoes. */
  readonly compensator: number | null;
  readonly compensates: number | null;
  /** Ids of the nodes that its fields may read; null: any. */
  readonly reads: readonly string[] | null;
  /** Its output is stored encrypted, and shown as `***`. */
  readonly mask: boolean;
  /** So is what is recorded as its input: its fields, or those of a container around it, may read what is masked. */
  readonly masksInput: boolean;
  /** `data` with every template and expression field replaced by its Evaluable (one for each template field, one for each expression). */
  readonly data: { readonly [field: string]: unknown };
}

/** What the interpreter asks of a container. */
export interface PlanContainer {
  readonly kind: 'map' | 'loop' | 'group';
  /** The scope that it opens, an index into `Plan.scopes`. */
  readonly opens: number;
  /** Instances of a map that may be open at a time. */
  readonly concurrency: number;
  readonly onItemError: 'fail' | 'collect' | 'drop';
  /** Whether the first leaf of the group that ends well ends it. */
  readonly race: boolean;
  /** Milliseconds between two turns of a loop. */
  readonly pauseMs: number;
}

/** The root (index 0) or the inside of a container. */
export interface PlanScope {
  readonly index: number;
  /** The container node's index; null for the root. */
  readonly container: number | null;
  /** The enclosing scope's index; null for the root. */
  readonly parent: number | null;
  /** Node indexes, ascending. */
  readonly nodes: readonly number[];
  /** Ids of nodes that may be read from inside, those of inner scopes included; null: any. */
  readonly reads: readonly string[] | null;
  /** Nodes without incoming edges, ascending; compensators are none. */
  readonly entries: readonly number[];
  /** Nodes without outgoing edges that are neither `end` nor compensators, ascending. */
  readonly leaves: readonly number[];
}

/** A compiled definition: what the interpreter runs. Immutable; shared by all runs of the version in a process. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly byId: ReadonlyMap<string, PlanNode>;
  readonly edges: readonly PlanEdge[];
  readonly scopes: readonly PlanScope[];
  readonly settings: RunSettings;
  /** Whether any node has `mask`. */
  readonly masks: boolean;
  /** JSON Schema of the run's input; null: any JSON. */
  readonly inputSchema: JsonObject | null;
  /** Checks a run's input; the problems found, none where it holds. */
  checkInput(input: Json): readonly { path: string; message: string }[];
}
