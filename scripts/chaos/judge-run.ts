import type { RunSeen } from './evidence.ts';
import type { Order } from './load.ts';
import type { Span } from './victim.ts';

const ENDS: Readonly<Record<string, string>> = {
  success: 'run.succeeded',
  failed: 'run.failed',
  cancelled: 'run.cancelled',
  terminated: 'run.terminated',
};

/** What each answer of Temporal may mean of a run that has ended; a run cancelled before its start has no workflow. */
const CLOSED: Readonly<Record<string, readonly (string | null)[]>> = {
  success: ['COMPLETED'],
  // A shell whose worker was killed after the end finds the run ended, and completes.
  failed: ['FAILED', 'COMPLETED'],
  cancelled: ['COMPLETED', 'CANCELLED', null],
};

/** The end: there is one, it is the last thing that happened, and everyone agrees on it. */
export function judgeEnd({ status, seq, events, apiStatus, workflow }: RunSeen): string[] {
  const wrong: string[] = [];
  const end = ENDS[status];
  if (end === undefined) wrong.push(`it has not ended: it is ${status}`);
  const ends = events.filter(({ type }) => Object.values(ENDS).includes(type));
  if (ends.length !== 1) wrong.push(`${ends.length} events end it`);
  if (end !== undefined && events.at(-1)?.type !== end)
    wrong.push(`it is ${status}, but its last event is ${events.at(-1)?.type}`);
  if (events.some((event, i) => event.seq !== i + 1)) wrong.push('the numbers of its events have a gap');
  if (events.length !== seq) wrong.push(`it has ${events.length} events, and counts ${seq}`);
  if (apiStatus !== status) wrong.push(`PostgreSQL has ${status}, the API says ${apiStatus}`);
  if (end !== undefined && CLOSED[status]?.includes(workflow) !== true)
    wrong.push(`it is ${status}, and its workflow ${workflow}`);
  return wrong;
}

/**
 * The outcome is one that its flow can have, whatever was killed. While its worker is stopped, an attempt may use up
 * its time-out.
 */
export function judgeOutcome(run: RunSeen, { shape, cancelled }: Order, stopped: readonly Span[]): string[] {
  const { status, code, output } = run;
  if (status === 'cancelled') return cancelled ? [] : ['it is cancelled, and nobody asked for that'];
  if (status === 'failed') {
    const expected = shape.mayFail.includes(code ?? '') || (code === 'NODE_TIMEOUT' && stoodStill(run, stopped));
    return expected ? [] : [`it failed with ${code}`];
  }
  if (status !== 'success') return [`it is ${status}`];
  if (shape.mustFail === true) return ['it succeeded, and should have failed'];
  if (shape.output !== undefined && JSON.stringify(shape.output) !== JSON.stringify(output))
    return [`its output is ${JSON.stringify(output)}`];
  return [];
}

/** Whether a worker was stopped during the attempt that failed last. */
function stoodStill({ events }: RunSeen, stopped: readonly Span[]): boolean {
  const failed = events.findLast(({ type }) => type === 'node.failed');
  const started = events.findLast(({ type, path }) => type === 'node.started' && path === failed?.path);
  if (failed === undefined || started === undefined) return false;
  return stopped.some(({ from, to }) => from < failed.at && to > started.at);
}

/** A result that is recorded is recorded once, was made by a call, and nothing of its node happened after it. */
export function judgeResults({ events, steps, calls }: RunSeen): string[] {
  const wrong: string[] = [];
  const succeeded = Map.groupBy(
    events.filter(({ type, path }) => type === 'node.succeeded' && path !== null),
    ({ path }) => path,
  );
  for (const [path, [first, ...more]] of succeeded) {
    if (more.length > 0) wrong.push(`${path}: ${more.length + 1} results`);
    const after = events.filter((event) => event.path === path && event.seq > (first?.seq ?? 0));
    if (after.length > 0) wrong.push(`${path}: ${after.map(({ type }) => type).join(', ')} after its result`);
  }
  for (const [path, attempts] of Map.groupBy(steps, (step) => step.path)) {
    const [good, ...more] = attempts.filter(({ status }) => status === 'success');
    if (more.length > 0) wrong.push(`${path}: ${more.length + 1} attempts succeeded`);
    if (attempts.some(({ status }) => ['pending', 'running', 'waiting'].includes(status)))
      wrong.push(`${path}: a step is open`);
    if (good?.type !== 'http') continue;
    if (!succeeded.has(path)) wrong.push(`${path}: a step succeeded, but no event says so`);
    const given = calls.get(path)?.map(({ token }) => token) ?? [];
    if (good.token === null || !given.includes(good.token))
      wrong.push(`${path}: its output was never given: ${good.token}`);
  }
  return wrong;
}

/**
 * The calls that arrived against the attempts that are recorded. A worker that was stopped between the commit of its
 * mark and the call makes that call when it goes on, which nothing can prevent; it stays within its attempt.
 *
 * @param stopped when workers were stopped
 * @returns what is wrong, and how many calls were late for such a reason
 */
export function judgeCalls(run: RunSeen, stopped: readonly Span[]): { wrong: string[]; late: number } {
  const wrong: string[] = [];
  let late = 0;
  const attemptsOf = Map.groupBy(run.steps, (step) => step.path);
  for (const [path, calls] of run.calls) {
    const attempts = attemptsOf.get(path)?.filter(({ begun }) => begun) ?? [];
    if (calls.length > attempts.length) wrong.push(`${path}: ${calls.length} calls, ${attempts.length} attempts`);
    const keys = new Set(calls.map(({ key }) => key));
    const expected = calls[0]?.method === 'POST' ? `${run.id}/${path}` : null;
    if (keys.size !== 1 || !keys.has(expected)) wrong.push(`${path}: idempotency keys ${[...keys].join(', ')}`);
    const result = run.events.find((event) => event.type === 'node.succeeded' && event.path === path);
    for (const { at } of calls) {
      if (result === undefined || at <= result.at) continue;
      if (wasFrozen(stopped, result.at, at)) late += 1;
      else wrong.push(`${path}: a call ${Math.round(at - result.at)} ms after its result`);
    }
  }
  for (const [path, attempts] of attemptsOf) {
    const answered = attempts.filter(
      ({ type, status, code }) => type === 'http' && (status === 'success' || code === 'HTTP_STATUS'),
    );
    const calls = run.calls.get(path)?.length ?? 0;
    if (answered.length > calls) wrong.push(`${path}: ${answered.length} answers, ${calls} calls`);
  }
  return { wrong, late };
}

/** A node that may not be repeated was called at most once; where it has a result, once. */
export function judgeOnce({ calls }: RunSeen, { shape }: Order): string[] {
  return shape.nodes.flatMap(({ id, data }) => {
    if (data['method'] !== 'POST' || data['retry'] !== undefined) return [];
    const count = calls.get(id)?.length ?? 0;
    return count > 1 ? [`${id}: a POST without retry was called ${count} times`] : [];
  });
}

/** How long after SIGCONT a worker may take to make the calls that it had in hand. */
const THAW_MS = 2_000;

const wasFrozen = (stopped: readonly Span[], result: number, call: number) =>
  stopped.some(({ from, to }) => from < result && call >= to && call <= to + THAW_MS);
