import type { Command } from '../../src/core/command.js';
import type { RunState } from '../../src/core/state.js';
import type { FlowSketch } from '../sketch/sketch.js';
import type { NodePicture, OutcomePicture, Picture } from '../reference/picture.js';

/** Where a node is, in words that both interpreters have. */
type Where = NodePicture['status'];

function whereInCore(state: RunState, id: string): Where {
  const own = state.scopes['']?.nodes[id];
  if (own?.status !== 'waiting') return own?.status ?? 'pending';
  return own.wait?.reason === 'retry' ? 'pausing' : 'delayed';
}

function outcomeOf(commands: readonly Command[]): OutcomePicture | null {
  const finish = commands.find((command) => command.type === 'finish');
  if (finish === undefined) return null;
  if (finish.status === 'success') return { status: 'success', output: finish.output };
  return { status: finish.status, code: finish.error.code, path: finish.error.path ?? null };
}

/** What the core has made of an event, as far as the reference has a word on it. */
export function coreView(flow: FlowSketch, state: RunState, commands: readonly Command[]): unknown {
  const tries = new Map(flow.nodes.map(({ id }) => [id, state.scopes['']?.nodes[id]]));
  return {
    nodes: flow.nodes.map(({ id }) => [id, whereInCore(state, id), tries.get(id)?.failures ?? 0]),
    execute: commands.flatMap((each) => (each.type === 'execute' ? [`${each.path}#${each.attempt}`] : [])).sort(),
    omit: commands.flatMap((each) => (each.type === 'omit' ? [each.path] : [])).sort(),
    abort: commands.flatMap((each) => (each.type === 'abort' ? [`${each.path} ${each.was}`] : [])).sort(),
    status: state.status,
    outcome: outcomeOf(commands),
  };
}

const STOPPED: Partial<Record<Where, string>> = {
  ready: 'ready',
  running: 'running',
  delayed: 'waiting',
  pausing: 'waiting',
};

/** The same of the reference, from what it was before the event and is after it. */
export function referenceView(flow: FlowSketch, before: Picture, now: Picture): unknown {
  const became = (id: string, status: Where): boolean =>
    now.nodes[id]!.status === status && before.nodes[id] !== now.nodes[id];
  const ids = flow.nodes.map(({ id }) => id);
  const aborted = ids.filter((id) => became(id, 'cancelled'));
  return {
    nodes: ids.map((id) => [id, now.nodes[id]!.status, now.nodes[id]!.failures]),
    execute: ids.flatMap((id) => (became(id, 'ready') ? [`${id}#${now.nodes[id]!.attempt}`] : [])).sort(),
    omit: ids.filter((id) => became(id, 'omitted')).sort(),
    abort: aborted.map((id) => `${id} ${STOPPED[before.nodes[id]!.status]}`).sort(),
    status: now.outcome?.status ?? 'running',
    outcome: before.outcome ? null : now.outcome,
  };
}
