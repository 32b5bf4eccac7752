import type { Join, NodeKind, RetryPolicy } from '@app/definition';

/** How one attempt of a node ends. */
export type Ending =
  | { readonly end: 'success'; readonly handles: readonly string[] | null }
  | { readonly end: 'failure'; readonly code: string; readonly retryable: boolean }
  | { readonly end: 'lost' };

/** A node, as far as deciding about it needs it. */
export interface NodeSketch {
  readonly id: string;
  readonly kind: NodeKind;
  readonly role: 'start' | 'end' | null;
  readonly join: Join;
  /** What its `when` evaluates to; null: it has none. */
  readonly when: boolean | null;
  readonly onError: 'fail' | 'continue';
  readonly retry: RetryPolicy | null;
  readonly repeatable: boolean;
  readonly timeoutMs: number | null;
  /** Its success handles. */
  readonly handles: readonly string[];
  /** The ones that `on_error: "continue"` takes. */
  readonly fallbackHandles: readonly string[];
  /** How its attempts end, in order; the last one stands for all that follow. */
  readonly script: readonly Ending[];
}

/** An edge by the ids of its nodes; `errors` only on the handle `error`. */
export interface EdgeSketch {
  readonly source: string;
  readonly target: string;
  readonly handle: string;
  readonly errors: readonly string[] | null;
}

/** A flow of one scope: nodes in order of position, edges in order of definition. */
export interface FlowSketch {
  readonly nodes: readonly NodeSketch[];
  readonly edges: readonly EdgeSketch[];
}

const policy: RetryPolicy = {
  maxAttempts: 3,
  initialIntervalMs: 100,
  backoffCoefficient: 2,
  maxIntervalMs: 1_000,
  maxDurationMs: null,
  jitter: 0,
  nonRetryableErrors: [],
};

/** A retry policy with some fields of one's own. */
export function aRetry(fields: Partial<RetryPolicy> = {}): RetryPolicy {
  return { ...policy, ...fields };
}

/** An effect that ends well at its first attempt, with some fields of one's own. */
export function aNode(id: string, fields: Partial<Omit<NodeSketch, 'id'>> = {}): NodeSketch {
  const handles = fields.handles ?? (fields.role === 'end' ? [] : ['out']);
  return {
    id,
    kind: fields.role ? 'compute' : 'effect',
    role: null,
    join: 'all_done',
    when: null,
    onError: 'fail',
    retry: null,
    repeatable: false,
    timeoutMs: 1_000,
    handles,
    fallbackHandles: handles,
    script: [{ end: 'success', handles: null }],
    ...fields,
  };
}

/** An edge in one line: `a -> b`, `a:true -> b`, `a:error[HTTP_STATUS,HTTP_NETWORK] -> b`. */
export function anEdge(line: string): EdgeSketch {
  const parts = /^(\w+)(?::(\w+))?(?:\[([\w,]+)\])? -> (\w+)$/.exec(line);
  if (!parts) throw new Error(`not an edge: ${line}`);
  const [, source = '', handle = 'out', errors, target = ''] = parts;
  return { source, target, handle, errors: errors?.split(',') ?? null };
}

/** A flow of nodes and edges in one line each. */
export function aFlow(nodes: readonly NodeSketch[], edges: readonly string[]): FlowSketch {
  return { nodes, edges: edges.map(anEdge) };
}

/** How the node's n-th attempt ends, by its script; n from 1. */
export function endingOf(node: NodeSketch, n: number): Ending {
  const ending = node.script[Math.min(n, node.script.length) - 1];
  if (!ending) throw new Error(`${node.id} has no script`);
  return ending;
}
