import type { Json } from '@app/definition';
import type { FlowSketch } from '../sketch/sketch.js';
import { outputOf, type Seen } from './outputs.js';
import type { World } from './world.js';

/** What each node gives, by the reference, where it ended. */
export function expectedOutputs(world: World): Map<string, Seen> {
  const { flow, picture } = world;
  const seen = new Map<string, Seen>();
  const see = (id: string): Seen => {
    const known = seen.get(id);
    if (known !== undefined) return known;
    const node = world.node(id);
    const { status } = picture.nodes[id]!;
    const output = status === 'success' && node.kind !== 'wait' ? outputOf(flow, node, see) : null;
    seen.set(id, { status, output });
    return { status, output };
  };
  for (const { id } of flow.nodes) see(id);
  return seen;
}

/** How the run must have ended, by the reference and the events that were committed. */
export function expectedEnd(world: World): unknown {
  const { outcome } = world.picture;
  if (outcome === null) return null;
  if (outcome.status !== 'success')
    return { status: outcome.status, output: null, code: outcome.code, path: outcome.path };
  const outputs = expectedOutputs(world);
  const { output } = outcome;
  const value: Json =
    'end' in output
      ? outputs.get(output.end)!.output
      : Object.fromEntries(output.leaves.map(({ id }) => [id, outputs.get(id)!.output]));
  return { status: 'success', output: value, code: null, path: null };
}

/** How the run's row says that it ended. */
export function storedEnd({ store: { run } }: World): unknown {
  return { status: run.status, output: run.output, code: run.error?.code ?? null, path: run.error?.path ?? null };
}

/** What the shell must have been told of the end. */
export function storedOutcome({ store: { run } }: World): unknown {
  return { status: run.status, ...(run.error === null ? {} : { code: run.error.code }) };
}

/** The last row of each node that ended by itself, as it must be. */
export function expectedSteps(world: World): unknown {
  const outputs = expectedOutputs(world);
  return ended(world.flow, world).map((id) => {
    const { status, attempt } = world.picture.nodes[id]!;
    return [id, status, Math.max(1, attempt), status === 'success' ? outputs.get(id)!.output : null];
  });
}

/** The same, as it is. */
export function storedSteps(world: World): unknown {
  return ended(world.flow, world).map((id) => {
    const last = world.store.run.stepsOf(id).at(-1);
    return [id, last?.status, last?.attempt, last?.output ?? null];
  });
}

/** Rows that say that something is still under way. */
export function openRows({ store: { run } }: World): unknown[] {
  return [...run.steps.values()].filter(
    ({ status }) => status === 'running' || status === 'waiting' || status === 'pending',
  );
}

/** Messages in the inbox that were taken up and are not marked as taken. */
export function leftMessages({ store: { run } }: World): unknown[] {
  const results = run.events.filter(({ type }) => type === 'node.succeeded' || type === 'node.failed');
  const isIn = (data: { path: string; attempt: number }): boolean =>
    results.some(({ path, data: of }) => path === data.path && of?.['attempt'] === data.attempt);
  const cancelled = run.events.some(({ type }) => type === 'run.cancel_requested');
  return run.inbox.filter(({ kind, data }) =>
    kind === 'cancel' ? cancelled : isIn(data as { path: string; attempt: number }),
  );
}

function ended(flow: FlowSketch, { picture }: World): string[] {
  return flow.nodes
    .map(({ id }) => id)
    .filter((id) => ['success', 'failed', 'skipped', 'omitted'].includes(picture.nodes[id]!.status));
}
