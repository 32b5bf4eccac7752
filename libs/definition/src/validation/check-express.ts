import { durationMs } from '../duration.js';
import { SHORT_WORK_MS } from '../plan/run-settings-limits.js';
import type { Json } from '../json.js';
import type { NodeKind } from '../node-type/node-type-spec.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import { quoted, type ProblemList } from './problem-list.js';

/** Why a node of such a kind has no place in an express flow. */
const WHY: Readonly<Partial<Record<NodeKind, string>>> = {
  wait: 'waits for a time',
  event: 'waits for an event',
  approval: 'waits for people',
  subflow: 'waits for another run',
  call: 'waits for foreign code',
};

/** Checks, where the flow is an express flow, that each of its nodes only computes or does short work. */
export function checkExpress({ nodes }: FlowGraph, problems: ProblemList): void {
  if (!nodes.some(isExpress)) return;
  for (const { at, item, spec } of nodes) {
    const report = (field: string, message: string): void =>
      problems.add('EXPRESS_NODE_FORBIDDEN', `${message}. An express flow only computes and does short work`, {
        path: `nodes[${at}].${field}`,
        node: item.id,
      });
    const why = WHY[spec.kind];
    const timeoutMs = msOf(item.data.timeout) ?? spec.defaultTimeoutMs ?? 0;
    if (why !== undefined) report('type', `${quoted(item.id)} is of the type ${spec.type}, which ${why}`);
    else if (spec.kind === 'effect' && timeoutMs > SHORT_WORK_MS)
      report('data.timeout', `${quoted(item.id)} may take longer than ${SHORT_WORK_MS / 1_000} s`);
    else if (spec.container === 'loop' && (msOf(item.data.delay) ?? 0) > 0)
      report('data.delay', `${quoted(item.id)} waits between its turns`);
  }
}

function isExpress({ spec, item }: KnownNode): boolean {
  const settings = spec.role === 'start' ? item.data.settings : undefined;
  return typeof settings === 'object' && settings !== null && 'type' in settings && settings.type === 'express';
}

const msOf = (value: Json | undefined): number | null => (typeof value === 'string' ? durationMs(value) : null);
