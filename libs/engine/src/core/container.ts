import { closeScope } from './closing.js';
import { failContainer } from './failure.js';
import { endNode, startScope } from './flow-on.js';
import { instancePath } from './path.js';
import type { ContainerState, RunError } from './state.js';
import type { Ending } from './command.js';
import type { Place, Step } from './step.js';

/** Opens a container: its first instances begin, or a loop is asked. */
export function openContainer(step: Step, place: Place, items: number | null, slice?: number): void {
  const { own, node, path } = place;
  const inside: ContainerState = { total: items, next: 0, open: [], ...(slice === undefined ? {} : { slice }) };
  own.status = 'running';
  own.inside = inside;
  if (node.timeoutMs !== null) {
    const until = (inside.deadline = step.at + node.timeoutMs);
    step.commands.push({ type: 'wait', path, node: node.index, attempt: own.attempt, until, reason: 'timeout' });
  }
  if (node.container?.kind === 'loop') ask(step, place, inside);
  else if (slice !== undefined && items !== null) beginSlices(step, place, inside, { items, size: slice });
  else goOnWithItems(step, place, inside);
}

/** Begins as many instances as may be open; with none left, what they gave is gathered. */
export function goOnWithItems(step: Step, place: Place, inside: ContainerState): void {
  const total = inside.total ?? 1;
  const most = inside.most ?? place.node.container?.concurrency ?? 1;
  while (inside.open.length < most && inside.next < total) beginInstance(step, place, inside);
  if (inside.open.length === 0) gather(step, place, inside);
}

/** All slices begin at once: how many of them run at a time is up to whoever runs them. */
function beginSlices(
  step: Step,
  { path, node, own }: Place,
  inside: ContainerState,
  { items, size }: { items: number; size: number },
): void {
  inside.next = Math.ceil(items / size);
  inside.open = Array.from({ length: inside.next }, (_, index) => index);
  step.commands.push({ type: 'begin_slices', path, node: node.index, attempt: own.attempt, items, size });
}

function beginInstance(step: Step, { path, node }: Place, inside: ContainerState): void {
  if (node.container === null) return;
  const index = inside.next;
  inside.next += 1;
  inside.open.push(index);
  if (node.container.kind === 'group') return startScope(step, path, node.container.opens);
  const instance = instancePath(path, index);
  step.commands.push({ type: 'begin_scope', path: instance, node: node.index, index });
  startScope(step, instance, node.container.opens);
}

function ask(step: Step, { path, node, own }: Place, inside: ContainerState): void {
  inside.at = { is: 'asking', since: step.at };
  const { attempt } = own;
  step.commands.push({ type: 'ask', path, node: node.index, attempt, turn: inside.next, at: step.at });
}

function gather(step: Step, { path, node, own }: Place, inside: ContainerState): void {
  inside.at = { is: 'gathering', since: step.at };
  const sliced = inside.slice === undefined ? {} : { sliced: true as const };
  step.commands.push({ type: 'gather', path, node: node.index, attempt: own.attempt, at: step.at, ...sliced });
}

/** The answer to whether the loop goes on. */
export function decideLoop(step: Step, place: Place, go: boolean): void {
  const { inside } = place.own;
  if (inside === undefined) return;
  delete inside.at;
  const pauseMs = place.node.container?.pauseMs ?? 0;
  if (!go) gather(step, place, inside);
  else if (pauseMs > 0 && inside.next > 0) pause(step, place, inside, step.at + pauseMs);
  else beginInstance(step, place, inside);
}

/** Between two turns; a loop that does not go on has ended without one. */
function pause(step: Step, { path, node, own }: Place, inside: ContainerState, until: number): void {
  inside.at = { is: 'pausing', until };
  step.commands.push({ type: 'wait', path, node: node.index, attempt: own.attempt, until, reason: 'turn' });
}

/** The pause between two turns is over. */
export function pauseOver(step: Step, place: Place): void {
  const { inside } = place.own;
  if (inside === undefined) return;
  delete inside.at;
  beginInstance(step, place, inside);
}

/** An instance has ended: the next one begins, or the container ends. */
export function instanceEnded(step: Step, place: Place, index: number, ending: Ending): void {
  const { inside } = place.own;
  const container = place.node.container;
  if (inside === undefined || container === null) return;
  inside.open.splice(inside.open.indexOf(index), 1);
  const keeps = container.kind === 'map' && container.onItemError !== 'fail' && inside.slice === undefined;
  if (inside.closing !== undefined) {
    if (inside.open.length === 0) endClosed(step, place, inside.closing.error);
  } else if (ending.status !== 'success' && !keeps) {
    closeContainer(step, place, { error: ending.error });
  } else if (container.kind === 'loop') {
    ask(step, place, inside);
  } else if (inside.slice === undefined) goOnWithItems(step, place, inside);
  else if (inside.open.length === 0) gather(step, place, inside);
}

/** The time that a container had is up. */
export function timeOutContainer(step: Step, place: Place): void {
  const message = `The container took longer than its time-out of ${place.node.timeoutMs} ms.`;
  closeContainer(step, place, { error: { code: 'NODE_TIMEOUT', message, retryable: false } });
}

/** Closes all instances; when the last has ended, so does the container. A cancel goes before an error. */
export function closeContainer(step: Step, place: Place, how: { error: RunError | null }): void {
  const { own, node, path } = place;
  const { inside } = own;
  if (inside === undefined) return;
  if (inside.closing !== undefined) {
    if (how.error === null) inside.closing = how;
    return;
  }
  inside.closing = how;
  delete inside.at;
  step.commands.push({ type: 'drop', path, node: node.index });
  if (inside.slice !== undefined && inside.open.length > 0)
    step.commands.push({ type: 'stop_slices', path, node: node.index, attempt: own.attempt });
  for (const index of inside.open) {
    const instance = instancePath(path, node.container?.kind === 'group' ? null : index);
    const scope = step.state.scopes[instance];
    if (scope !== undefined) closeScope(step, instance, scope, { status: 'cancelled', error: null });
  }
  if (inside.open.length === 0) endClosed(step, place, how.error);
}

function endClosed(step: Step, place: Place, error: RunError | null): void {
  if (error !== null) return failContainer(step, place, error);
  const { path, node } = place;
  step.commands.push({ type: 'end_container', path, node: node.index, status: 'cancelled', error: null });
  endNode(step, place, 'cancelled', []);
}
