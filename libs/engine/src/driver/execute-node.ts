import type { Plan } from '@app/definition';
import { AppError } from '@app/errors';
import { splitPath } from '../core/path.js';
import { unpackState } from '../core/state-format.js';
import { migrateState } from '../core/state-migrations.js';
import { touchedState } from '../core/step.js';
import { carryOut, STOPPED, type Result } from './carry-out.js';
import { maskedError } from './mask.js';
import type { DriverPorts } from './ports.js';
import { recall, recallLarge } from './recall.js';
import { RunMemory } from './run-memory.js';
import { throughOutage } from './outage.js';
import { type NodeCall, type NodeCallStore, stepsRunId } from './store.js';
import { toRunError } from './to-run-error.js';

/** What `executeNode` works with. */
export type NodePorts = Pick<DriverPorts, 'executor' | 'clock' | 'plans' | 'env'> & { readonly store: NodeCallStore };

/** What an attempt may take where neither the node nor its type says so, milliseconds. */
const ATTEMPT_MS = 3_600_000;

/**
 * Makes one attempt of a node as a regular activity, and leaves its result in the run's inbox.
 * An attempt that has begun elsewhere is not begun again. While the store cannot be reached it waits:
 * Temporal's time-out of the activity bounds that.
 *
 * @param signal stops the effect; nothing is left in the inbox then
 * @returns whether a result was left; false where the attempt was not this call's to make, or was stopped
 */
export async function executeNode(
  ports: NodePorts,
  runId: string,
  path: string,
  attempt: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, clock } = ports;
  const call = await throughOutage(clock, signal, () => store.begin(runId, path, attempt));
  if (call === null) return false;
  const plan = await ports.plans.plan(call.flowVersionId);
  const node = plan.byId.get(splitPath(path).id);
  if (node === undefined) throw new AppError('RUN_BROKEN', `The run's flow has no node at ${path}.`);
  const result = await attemptNode(ports, call, plan, path, signal);
  if (signal.aborted) return false;
  const at = clock.now();
  const known = 'error' in result ? { error: maskedError(node, result.error) } : result;
  const mask = node.mask ? { mask: true as const } : {};
  await throughOutage(clock, signal, () => store.leaveResult(runId, { path, attempt, at, ...known, ...mask }));
  return true;
}

async function attemptNode(
  ports: NodePorts,
  call: NodeCall,
  plan: Plan,
  path: string,
  signal: AbortSignal,
): Promise<Result> {
  const state = unpackState(plan, migrateState(call.snapshot));
  const { scopePath, id } = splitPath(path);
  const node = plan.byId.get(id);
  const scope = state.scopes[scopePath];
  const own = scope && touchedState(scope, id);
  if (node === undefined || own === undefined)
    throw new AppError('RUN_BROKEN', `The run's state has no node at ${path}.`);
  const memory = new RunMemory(plan, call, ports.env, call.startedAt ?? own.readyAt);
  await recall(plan, state, ports.store, call, memory);
  await recallLarge(ports.store, stepsRunId(call), memory, { scopePath, reads: node.reads });
  const stop = new AbortController();
  const onStop = (): void => stop.abort(STOPPED);
  signal.addEventListener('abort', onStop);
  try {
    const effect = ports.executor.prepare(node, memory.scopeOf(path), own.readyAt);
    const idempotencyKey = `${stepsRunId(call)}/${path}`;
    return await carryOut(ports.clock, effect, { idempotencyKey, timeoutMs: node.timeoutMs ?? ATTEMPT_MS, stop });
  } catch (thrown) {
    return { error: toRunError(thrown) };
  } finally {
    signal.removeEventListener('abort', onStop);
  }
}
