import type { Plan } from '@app/definition';
import { closeScope } from './closing.js';
import type { Command } from './command.js';
import { closeContainer, decideLoop, openContainer, pauseOver, timeOutContainer } from './container.js';
import { edgesOfHandles } from './edges.js';
import type { CoreEvent, SliceRange } from './event.js';
import { failNode, loseNode } from './failure.js';
import { fits } from './fits.js';
import { endNode, makeReady, startScope } from './flow-on.js';
import type { RunState } from './state.js';
import { comeToRest } from './rest.js';
import { closeSlice, endSliceOf, startSlice } from './slice.js';
import { placeAt, type FollowUp, type Place, type Step } from './step.js';

/** The state of a run before its first event. */
export function initialState(): RunState {
  return { status: 'running', scopes: {}, deadline: null };
}

/**
 * Works one event into the state and says what is to be done because of it. The state that is
 * passed in is used up: it is changed in place and given back, so that an event costs what the
 * node's edges cost. Events of a node that is not where the event needs it (ended, another
 * attempt, unknown) and all events after the end change nothing.
 */
export function advance(plan: Plan, state: RunState, event: CoreEvent): { state: RunState; commands: Command[] } {
  const step: Step = { plan, state, at: event.at, commands: [], followUps: [] };
  if (state.status === 'running') apply(step, event);
  // The list grows while it is read.
  for (const next of step.followUps) if (isRunning(state)) follow(step, next);
  return { state, commands: step.commands };
}

const isRunning = ({ status }: RunState): boolean => status === 'running';

function follow(step: Step, next: FollowUp): void {
  switch (next.is) {
    case 'rest':
      return comeToRest(step, next.scopePath, next.scope);
    case 'won':
      return closeScope(step, next.scopePath, next.scope, { status: 'won', error: null, winner: next.winner });
    case 'close_container': {
      const place = placeAt(step, next.path);
      if (place !== null) closeContainer(step, place, { error: null });
    }
  }
}

function apply(step: Step, event: CoreEvent): void {
  switch (event.type) {
    case 'run.started':
      return startRun(step, event.slice);
    case 'run.cancel_requested':
      return closeRun(step, 'cancelled', { code: 'RUN_CANCELLED', message: 'The run was cancelled by request.' });
    case 'run.timed_out':
      return closeRun(step, 'failed', { code: 'RUN_TIMEOUT', message: 'The run took longer than its time-out.' });
    default: {
      const place = placeAt(step, event.path);
      if (place !== null && fits(place, event)) applyToNode(step, place, event);
    }
  }
}

function startRun(step: Step, slice: SliceRange | undefined): void {
  if (hasStarted(step.state)) return;
  if (slice !== undefined) return startSlice(step, slice);
  const { timeoutMs } = step.plan.settings;
  step.state.deadline = timeoutMs === null ? null : step.at + timeoutMs;
  startScope(step, '', 0);
}

/** Whether the run has been started. */
export function hasStarted({ scopes, slice }: RunState): boolean {
  return slice !== undefined || scopes[''] !== undefined;
}

/** A run that was never started closes all the same: there is nothing in it to close. */
function closeRun(step: Step, status: 'failed' | 'cancelled', error: { code: string; message: string }): void {
  if (step.state.slice !== undefined) return closeSlice(step, step.state.slice);
  step.state.deadline = null;
  const root = (step.state.scopes[''] ??= { scope: 0, active: 0, nodes: {}, end: null });
  closeScope(step, '', root, { status, error });
}

type NodeEvent = Extract<CoreEvent, { path: string }>;

function applyToNode(step: Step, place: Place, event: NodeEvent): void {
  const { own, node, path } = place;
  switch (event.type) {
    case 'node.started':
      begin(place, event);
      own.status = 'running';
      if (event.by !== undefined) own.by = event.by;
      return;
    case 'node.waiting': {
      begin(place, event);
      const { until, reason } = event;
      own.status = 'waiting';
      own.wait = { reason, until };
      step.commands.push({ type: 'wait', path, node: node.index, attempt: own.attempt, until, reason });
      return;
    }
    case 'node.opened':
      begin(place, event);
      return openContainer(step, place, event.items, event.slice);
    case 'slice.ended':
      return endSliceOf(step, place, event);
    case 'loop.decided':
      return decideLoop(step, place, event.go);
    case 'node.succeeded':
      begin(place, event);
      return endNode(step, place, 'success', edgesOfHandles(node, event.handles));
    case 'node.skipped':
      return endNode(step, place, 'skipped', []);
    case 'node.failed':
      begin(place, event);
      return failNode(step, place, event.error, event.random);
    case 'node.lost':
      return loseNode(step, place);
    case 'timer.fired':
      return fire(step, place, event.timeout === true);
  }
}

function begin({ own }: Place, { attempt, at }: { attempt: number; at: number }): void {
  own.attempt = attempt;
  own.firstAt ??= at;
}

function fire(step: Step, place: Place, timeout: boolean): void {
  const { own, node } = place;
  if (timeout) return timeOutContainer(step, place);
  if (own.inside !== undefined) return pauseOver(step, place);
  if (own.wait?.reason === 'retry') return makeReady(step, place, own.readyAt);
  endNode(step, place, 'success', edgesOfHandles(node, node.timeoutHandle === null ? null : [node.timeoutHandle]));
}
