import { MASK } from '@app/encryption';
import type { Plan } from '@app/definition';
import type { RunEvent, StepWrite } from '@app/engine';
import type { SimulatedStore } from './simulated-store.js';
import type { SimulationResult } from './simulation.types.js';

/** What was recorded, as a real run would have it. */
export function toResult(
  plan: Plan,
  store: SimulatedStore,
  ended: boolean,
  durationMs: number,
  unmocked: ReadonlySet<string>,
): SimulationResult {
  const { status, output = null, maskOutput, error = null } = store.row;
  const steps = [...store.steps.values()].sort((a, b) => a.ordinal - b.ordinal);
  return {
    status: ended && status !== 'running' ? status : 'waiting',
    output: maskOutput === true ? MASK : output,
    error,
    waiting_for: ended ? [] : steps.flatMap((step) => (isOpen(plan, step) ? [waitOf(step)] : [])),
    duration_ms: durationMs,
    steps: steps.map(asShown),
    events: store.events.map((event) => asReal(plan, event)),
    log: store.log,
    unmocked: [...unmocked],
  };
}

/** A real run stores what is masked encrypted; here it is only not shown. */
function asShown({ maskInput, maskOutput, ...step }: StepWrite): StepWrite {
  return { ...step, ...(maskInput ? { input: MASK } : {}), ...(maskOutput ? { output: MASK } : {}) };
}

const waitOf = ({ path, nodeId, type }: StepWrite) => ({ path, node: nodeId, type });

const isOpen = (plan: Plan, { status, nodeId }: StepWrite): boolean =>
  (status === 'waiting' || status === 'running') && plan.byId.get(nodeId)?.kind !== 'container';

/** A simulation carries all effects out as activities; a real run does so only with the long ones. */
function asReal(plan: Plan, event: RunEvent): RunEvent {
  if (event.type !== 'node.started' || event.data?.['by'] !== 'activity') return event;
  const { by: _, ...data } = event.data;
  const timeoutMs = plan.byId.get(event.path?.slice(event.path.lastIndexOf('.') + 1) ?? '')?.timeoutMs ?? 0;
  return timeoutMs > SHORT_MS ? event : { ...event, data };
}

/** Effects with a longer time-out are regular activities: docs/decisions/0006. */
const SHORT_MS = 10_000;
