import type { Json } from '@app/definition';
import { ExpectedOutputs } from './expected-outputs.js';
import type { World } from './world.js';

/** How the run must have ended, by the reference and the events that were committed. */
export function expectedEnd(world: World): unknown {
  const { outcome } = world.picture;
  if (outcome === null) return null;
  if (outcome.status !== 'success') {
    const { status, code, path, undoMissing } = outcome;
    return { status, output: null, code, path, undoMissing: undoMissing.toSorted() };
  }
  const output = new ExpectedOutputs(world).ofSource(outcome.output);
  return { status: 'success', output: wordless(output), code: null, path: null, undoMissing: [] };
}

/** How the run's row says that it ended. */
export function storedEnd({ store: { run } }: World): unknown {
  const { code = null, path = null, undoMissing = [] } = run.error ?? {};
  return { status: run.status, output: wordless(run.output), code, path, undoMissing: undoMissing.toSorted() };
}

/** What the shell must have been told of the end. */
export function storedOutcome({ store: { run } }: World): unknown {
  return { status: run.status, ...(run.error === null ? {} : { code: run.error.code }) };
}

/** The last row of each node that ended by itself, and of each instance, as it must be. */
export function expectedSteps(world: World): unknown {
  const outputs = new ExpectedOutputs(world);
  const nodes = ended(world).map((path) => {
    const { status, attempt } = world.picture.nodes[path]!;
    return [path, status, Math.max(1, attempt), wordless(outputs.of(path))];
  });
  const rows = instances(world).map((path) => {
    const { status } = world.picture.scopes[path]!.ended!;
    return [path, status, 1, status === 'success' ? wordless(outputs.ofInstance(path) ?? null) : null];
  });
  return [...nodes, ...rows];
}

/** The same, as it is. */
export function storedSteps(world: World): unknown {
  return [...ended(world), ...instances(world)].map((path) => {
    const last = world.store.run.stepsOf(path).at(-1);
    const isOver = last?.status === 'success';
    return [path, last?.status, last?.attempt, isOver ? wordless(last.output ?? null) : null];
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

/** What is open beside the run's own rows: waits for events, approvals. */
export function leftOutside({ outside }: World): unknown[] {
  return [...outside.keys()];
}

function ended({ picture }: World): string[] {
  return Object.entries(picture.nodes).flatMap(([path, { status }]) =>
    ['success', 'failed', 'skipped', 'omitted'].includes(status) ? [path] : [],
  );
}

/** Ended instances that have rows of their own. */
function instances(world: World): string[] {
  return Object.entries(world.picture.scopes).flatMap(([path, { ended: how }]) =>
    path.endsWith(']') && how !== null ? [path] : [],
  );
}

/** Of errors only the code is compared. */
function wordless(output: Json): Json {
  const text = JSON.stringify(output, (key, value: unknown) =>
    key === 'message' || key === 'details' ? undefined : value,
  );
  return JSON.parse(text) as Json;
}
