import { AppError } from '@app/errors';
import type { DefinitionNode } from '../definition.js';
import { durationMs } from '../duration.js';
import { compileExpression } from '../expression/compile-expression.js';
import { compileTemplate } from '../expression/compile-template.js';
import type { Evaluable } from '../expression/expression-scope.js';
import { readByAny } from '../expression/reads.js';
import type { Json, JsonObject } from '../json.js';
import { dataFields, replaceFields, type DataField } from '../node-type/data-fields.js';
import type { NodeTypeSpec } from '../node-type/node-type-spec.js';
import { broken } from './broken.js';
import { compileContainer } from './compile-container.js';
import { isErrorHandle, isFinallyHandle } from './handles.js';
import { type Masks, readsMasked } from './masks.js';
import type { Join, PlanEdge, PlanErrorEdge, PlanNode } from './plan.js';

import { retryPolicy } from './retry-policy.js';

/** What is known of a node from the graph around it. */
export interface NodePlace {
  readonly index: number;
  readonly scope: number;
  readonly incoming: number;
  readonly outgoing: readonly PlanEdge[];
  /** By edge index: the handle that it leaves from. */
  readonly handles: readonly string[];
  /** The scope that it opens; null for no container. */
  readonly opens: number | null;
  /** The node that undoes it, and the one that it undoes. */
  readonly compensator: number | null;
  readonly compensates: number | null;
  readonly masks: Masks | null;
  /** The container that it is in. */
  readonly parent: PlanNode | undefined;
}

/** Looks up beforehand all that the interpreter asks of a node. @throws AppError FLOW_HAS_PROBLEMS */
export function compileNode(
  node: DefinitionNode,
  spec: NodeTypeSpec,
  { index, scope, incoming, outgoing, handles, opens, compensator, compensates, masks, parent }: NodePlace,
): PlanNode {
  const compiled: Evaluable[] = [];
  const data = compileData(node, spec, index, compiled);
  const success = spec.handles(node.data);
  return {
    index,
    id: node.id,
    type: node.type,
    kind: spec.kind,
    role: spec.role ?? null,
    scope,
    container: compileContainer(node.data, spec, opens),
    join: joinOf(node.data.join),
    when: (data.when as Evaluable | undefined) ?? null,
    onError: node.data.on_error === 'continue' ? 'continue' : 'fail',
    retry: retryPolicy(node.data.retry),
    timeoutMs: timeoutOf(node.data, spec),
    repeatable: spec.repeatable?.(node.data) ?? false,
    incoming,
    outgoing,
    byHandle: byHandle(outgoing, handles),
    errorEdges: outgoing.filter((edge): edge is PlanErrorEdge => isErrorHandle(handles[edge.index] ?? '')),
    finallyEdges: outgoing.filter(({ index: edge }) => isFinallyHandle(handles[edge] ?? '')),
    fallbackHandles: spec.fallbackHandle === undefined ? success : [spec.fallbackHandle],
    timeoutHandle: spec.timeoutHandle ?? null,
    compensator,
    compensates,
    reads: readByAny(compiled.map(({ reads }) => reads)),
    mask: node.data.mask === true,
    masksInput: readsMasked(masks, compiled) || parent?.masksInput === true,
    data,
  };
}

/** @param compiled takes up every field's Evaluable */
function compileData(
  node: DefinitionNode,
  spec: NodeTypeSpec,
  index: number,
  compiled: Evaluable[],
): Record<string, unknown> {
  return replaceFields(node.data, dataFields(spec, node.data), (field) => {
    try {
      const evaluable = compileField(field);
      compiled.push(evaluable);
      return evaluable;
    } catch (cause) {
      throw broken(
        `nodes[${index}].data.${field.path}`,
        cause instanceof AppError ? cause.message : 'It cannot be compiled',
        cause,
      );
    }
  });
}

/** A field as its Evaluable. @throws AppError EXPRESSION_FAILED, EXPRESSION_LIMIT */
function compileField({ kind, value }: DataField): Evaluable {
  return kind === 'expression' ? compileExpression(value) : compileTemplate(value);
}

function joinOf(join: Json | undefined): Join {
  if (join === 'all_success' || join === 'any') return join;
  if (typeof join === 'object' && join !== null && !Array.isArray(join) && typeof join.n_of_m === 'number')
    return { n_of_m: join.n_of_m };
  return 'all_done';
}

function timeoutOf(data: JsonObject, spec: NodeTypeSpec): number | null {
  if (spec.kind === 'event' || spec.kind === 'approval') return null;
  return (typeof data.timeout === 'string' ? durationMs(data.timeout) : null) ?? spec.defaultTimeoutMs ?? null;
}

function byHandle(outgoing: readonly PlanEdge[], handles: readonly string[]): Map<string, PlanEdge[]> {
  const map = new Map<string, PlanEdge[]>();
  for (const edge of outgoing) {
    const handle = handles[edge.index] ?? 'out';
    if (isErrorHandle(handle) || isFinallyHandle(handle)) continue;
    const edges = map.get(handle);
    if (edges === undefined) map.set(handle, [edge]);
    else edges.push(edge);
  }
  return map;
}
