import type { CoreEvent } from '../core/event.js';
import type { RunEvent } from './store.js';

const CORE_EVENTS: ReadonlySet<string> = new Set<CoreEvent['type']>([
  'run.started',
  'node.started',
  'node.waiting',
  'node.opened',
  'slice.ended',
  'loop.decided',
  'node.succeeded',
  'node.skipped',
  'node.failed',
  'node.lost',
  'timer.fired',
  'run.cancel_requested',
  'run.timed_out',
]);

/** A core event as it is stored. */
export function toRunEvent(seq: number, event: CoreEvent): RunEvent {
  const { type, at, ...rest } = event;
  const { path = null, ...data } = rest as { path?: string };
  return { seq, at, type, path, data: Object.keys(data).length > 0 ? data : null };
}

/** The core event that is stored in this row; null for a fact that the interpreter decided. */
export function toCoreEvent(row: RunEvent): CoreEvent | null {
  if (!CORE_EVENTS.has(row.type)) return null;
  const { type, at, path, data } = row;
  return { ...earlierForm(row), ...data, type, at, ...(path === null ? {} : { path }) } as CoreEvent;
}

/** What events of version 1 leave out. */
function earlierForm({ type, data }: RunEvent): object {
  if (type === 'node.waiting') return { reason: 'delay' };
  return type === 'node.started' && data?.activity === true ? { by: 'activity' } : {};
}
