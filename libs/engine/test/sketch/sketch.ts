import type { Join, NodeKind, RetryPolicy } from '@app/definition';
import { instanceNumber } from './instance-number.js';

/** How one attempt of a node ends. */
export type Ending =
  | { readonly end: 'success'; readonly handles: readonly string[] | null }
  | { readonly end: 'failure'; readonly code: string; readonly retryable: boolean }
  | { readonly end: 'lost' };

/** A container, as far as deciding about it needs it. */
export interface ContainerSketch {
  readonly kind: 'map' | 'loop' | 'group';
  /** Items of a map, or turns that a loop goes on for: by instance that it is in, the first one again after the last. */
  readonly counts: readonly number[];
  readonly concurrency: number;
  readonly onItemError: 'fail' | 'collect' | 'drop';
  readonly race: boolean;
  readonly pauseMs: number;
  /** Where it fails, if its script says that it does: before it opens, when a loop is asked once too often, or when its output is gathered. */
  readonly breaks: 'opening' | 'asking' | 'gathering';
}

/** A node, as far as deciding about it needs it. */
export interface NodeSketch {
  readonly id: string;
  /** The container that it is in; null: the root. */
  readonly parent: string | null;
  readonly kind: NodeKind;
  readonly role: 'start' | 'end' | null;
  readonly container: ContainerSketch | null;
  readonly join: Join;
  /** What its `when` evaluates to; null: it has none. */
  readonly when: boolean | null;
  readonly onError: 'fail' | 'continue';
  readonly retry: RetryPolicy | null;
  readonly repeatable: boolean;
  /** Of one attempt, or of all of a container, or how long an `event` or an `approval` waits; null: for ever. */
  readonly timeoutMs: number | null;
  /** Its success handles. */
  readonly handles: readonly string[];
  /** The ones that `on_error: "continue"` takes. */
  readonly fallbackHandles: readonly string[];
  /** The one that it takes when the time is over that it waits for; null: all. */
  readonly timeoutHandle: string | null;
  /** Whether its output is masked. */
  readonly mask?: boolean;
  /** How its attempts end, in order; the last one stands for all that follow. */
  readonly script: readonly Ending[];
  /** Scripts in place of that one, by instance that it is in, the first one again after the last; none: the same everywhere. */
  readonly scripts: readonly (readonly Ending[])[];
}

/** An edge by the ids of its nodes; `errors` only on the handle `error`. */
export interface EdgeSketch {
  readonly source: string;
  readonly target: string;
  readonly handle: string;
  readonly errors: readonly string[] | null;
}

/** A flow: nodes in order of position, containers before what is in them; edges in order of definition. */
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

const HANDLES: Partial<Record<NodeKind, readonly string[]>> = {
  event: ['received', 'timeout'],
  approval: ['approved', 'rejected', 'timeout'],
};

/** A retry policy with some fields of one's own. */
export function aRetry(fields: Partial<RetryPolicy> = {}): RetryPolicy {
  return { ...policy, ...fields };
}

/** An effect that ends well at its first attempt, with some fields of one's own. */
export function aNode(id: string, fields: Partial<Omit<NodeSketch, 'id'>> = {}): NodeSketch {
  const kind = fields.kind ?? (fields.container ? 'container' : fields.role ? 'compute' : 'effect');
  const handles = fields.handles ?? (fields.role === 'end' ? [] : (HANDLES[kind] ?? ['out']));
  const waits = kind === 'event' || kind === 'approval';
  return {
    id,
    parent: null,
    kind,
    role: null,
    container: null,
    join: 'all_done',
    when: null,
    onError: 'fail',
    retry: null,
    repeatable: false,
    timeoutMs: kind === 'effect' ? 1_000 : null,
    handles,
    fallbackHandles: handles,
    timeoutHandle: waits ? 'timeout' : null,
    script: [{ end: 'success', handles: waits ? handles.slice(0, 1) : null }],
    scripts: [],
    ...fields,
  };
}

/** A container of this kind, with some settings and fields of one's own; two items at a time, or two turns. */
export function aContainer(
  id: string,
  kind: ContainerSketch['kind'],
  settings: Partial<Omit<ContainerSketch, 'kind'>> = {},
  fields: Partial<Omit<NodeSketch, 'id' | 'container'>> = {},
): NodeSketch {
  const defaults = { counts: [2], concurrency: 10, onItemError: 'fail', race: false, pauseMs: 0 } as const;
  return aNode(id, { ...fields, container: { kind, ...defaults, breaks: 'opening', ...settings } });
}

/** These nodes, in that container. */
export function inside(parent: string, ...nodes: readonly NodeSketch[]): NodeSketch[] {
  return nodes.map((node) => ({ ...node, parent: node.parent ?? parent }));
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

/** How the node's n-th attempt ends at this path, by its script; n from 1. */
export function endingOf(node: NodeSketch, n: number, path = node.id): Ending {
  const script = node.scripts[instanceNumber(path) % node.scripts.length] ?? node.script;
  const ending = script[Math.min(n, script.length) - 1];
  if (!ending) throw new Error(`${node.id} has no script`);
  return ending;
}

/** How many items or turns the container at this path has. */
export function countOf({ counts }: ContainerSketch, path: string): number {
  return counts[instanceNumber(path) % counts.length] ?? 0;
}
