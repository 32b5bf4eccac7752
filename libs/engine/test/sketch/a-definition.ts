import type { Definition, JsonObject, NodeTypeRegistry, NodeTypeSpec } from '@app/definition';
import { typeOf } from './a-plan.js';
import type { ContainerSketch, FlowSketch, NodeSketch } from './sketch.js';

/** Each node has a type of its own: what a sketch says of nodes, the language says of types. */
const typeName = (node: NodeSketch): string => `${typeOf(node)}-${node.id}`;
const seconds = (ms: number): string => `PT${ms / 1_000}S`;

/** A sketch's fallback handles as a type can have them: one, or all. */
export function withOneFallback(flow: FlowSketch): FlowSketch {
  const one = (node: NodeSketch): NodeSketch =>
    node.fallbackHandles.length === 1 ? node : { ...node, fallbackHandles: node.handles };
  return { ...flow, nodes: flow.nodes.map(one) };
}

/** The node types that a sketched flow uses. */
export function typesOf(flow: FlowSketch): NodeTypeRegistry {
  return new Map(
    flow.nodes.map((node): [string, NodeTypeSpec] => [
      typeName(node),
      {
        type: typeName(node),
        title: node.id,
        description: '',
        kind: node.kind,
        schema: { type: 'object' },
        fields: {},
        handles: () => node.handles,
        errorHandle: true,
        repeatable: () => node.repeatable,
        ...(node.fallbackHandles.length === node.handles.length ? {} : { fallbackHandle: node.fallbackHandles[0]! }),
        ...(node.role === null ? {} : { role: node.role }),
        ...(node.container === null ? {} : { container: node.container.kind }),
        ...(node.timeoutHandle === null ? {} : { timeoutHandle: node.timeoutHandle }),
      },
    ]),
  );
}

function settingsOf({ kind, concurrency, onItemError, race, pauseMs }: ContainerSketch): JsonObject {
  if (kind === 'group') return { race };
  if (kind === 'map') return { concurrency, on_item_error: onItemError };
  return pauseMs === 0 ? {} : { delay: seconds(pauseMs) };
}

/** What data nodes of all types have. */
export function dataOf(node: NodeSketch): JsonObject {
  const { retry } = node;
  return {
    ...(node.container === null ? {} : settingsOf(node.container)),
    ...(node.join === 'all_done' ? {} : { join: typeof node.join === 'string' ? node.join : { ...node.join } }),
    ...(node.when === null ? {} : { when: String(node.when) }),
    ...(node.onError === 'fail' ? {} : { on_error: node.onError }),
    ...(node.timeoutMs === null ? {} : { timeout: seconds(node.timeoutMs) }),
    ...(retry === null
      ? {}
      : {
          retry: {
            max_attempts: retry.maxAttempts,
            initial_interval: seconds(retry.initialIntervalMs),
            backoff_coefficient: retry.backoffCoefficient,
            max_interval: seconds(retry.maxIntervalMs),
            jitter: retry.jitter,
            non_retryable_errors: [...retry.nonRetryableErrors],
          },
        }),
  };
}

/** The definition of a sketched flow, as an editor would save it. */
export function aDefinition(flow: FlowSketch): Definition {
  return {
    nodes: flow.nodes.map((node) => ({
      id: node.id,
      type: typeName(node),
      position: { x: 0, y: 0 },
      ...(node.parent === null ? {} : { parentId: node.parent }),
      data: dataOf(node),
    })),
    edges: flow.edges.map(({ source, target, handle, errors }, at) => ({
      id: `e${at}`,
      source,
      target,
      // A handle that is missing, null, or `out` is the same.
      ...(handle === 'out' ? [{}, { sourceHandle: null }, { sourceHandle: 'out' }][at % 3] : { sourceHandle: handle }),
      ...(errors === null ? {} : { data: { errors: [...errors] } }),
    })),
  };
}
