import type { Plan } from '@app/definition';
import type { Command } from './command.js';
import { edgesOfHandles } from './edges.js';
import type { CoreEvent } from './event.js';
import { failNode, loseNode } from './failure.js';
import { stopRun } from './finish.js';
import { endNode, makeReady, startScope } from './flow-on.js';
import { STATE_VERSION, type RunState } from './state.js';
import { placeAt, type Place, type Step } from './step.js';

/** The state of a run before its first event. */
export function initialState(): RunState {
  return { version: STATE_VERSION, status: 'running', scopes: {}, deadline: null };
}

/**
 * Works one event into the state and says what is to be done because of it. The state that is
 * passed in is used up: it is changed in place and given back, so that an event costs what the
 * node's edges cost. Events of a node that is not where the event needs it (ended, another
 * attempt, unknown) and all events after the end change nothing.
 */
export function advance(plan: Plan, state: RunState, event: CoreEvent): { state: RunState; commands: Command[] } {
  const step: Step = { plan, state, at: event.at, commands: [] };
  if (state.status === 'running') apply(step, event);
  return { state, commands: step.commands };
}

function apply(step: Step, event: CoreEvent): void {
  switch (event.type) {
    case 'run.started':
      return startRun(step);
    case 'run.cancel_requested':
      return stopRun(step, 'cancelled', { code: 'RUN_CANCELLED', message: 'The run was cancelled by request.' });
    case 'run.timed_out':
      return stopRun(step, 'failed', { code: 'RUN_TIMEOUT', message: 'The run took longer than its time-out.' });
    default: {
      const place = placeAt(step, event.path);
      if (place !== null) applyToNode(step, place, event);
    }
  }
}

function startRun(step: Step): void {
  if (step.state.scopes[''] !== undefined) return;
  const { timeoutMs } = step.plan.settings;
  step.state.deadline = timeoutMs === null ? null : step.at + timeoutMs;
  startScope(step, '', 0);
}

type NodeEvent = Extract<CoreEvent, { path: string }>;

function applyToNode(step: Step, place: Place, event: NodeEvent): void {
  const { own, node, path } = place;
  if (!fits(place, event)) return;
  switch (event.type) {
    case 'node.started':
      begin(place, event.attempt, event.at);
      own.status = 'running';
      if (event.activity === true) own.activity = true;
      return;
    case 'node.waiting':
      begin(place, event.attempt, event.at);
      own.status = 'waiting';
      own.wait = { reason: 'delay', until: event.until };
      step.commands.push({
        type: 'wait',
        path,
        node: node.index,
        attempt: own.attempt,
        until: event.until,
        reason: 'delay',
      });
      return;
    case 'node.succeeded':
      begin(place, event.attempt, event.at);
      return endNode(step, place, 'success', edgesOfHandles(node, event.handles));
    case 'node.skipped':
      return endNode(step, place, 'skipped', []);
    case 'node.failed':
      begin(place, event.attempt, event.at);
      return failNode(step, place, event.error, event.random);
    case 'node.lost':
      return loseNode(step, place);
    case 'timer.fired':
      if (own.wait?.reason === 'retry') return makeReady(step, path, node, own, own.readyAt);
      return endNode(step, place, 'success', edgesOfHandles(node, null));
  }
}

/** Whether the node is where the event needs it: in that attempt, and in a state that it can follow. */
function fits({ own }: Place, event: NodeEvent): boolean {
  switch (event.type) {
    case 'node.skipped':
      return own.status === 'ready';
    case 'timer.fired':
      return own.status === 'waiting' && own.wait !== undefined && event.at >= own.wait.until;
    case 'node.lost':
      return own.status === 'running' && event.attempt === own.attempt;
    case 'node.started':
    case 'node.waiting':
      return own.status === 'ready' && event.attempt === own.attempt + 1;
    default:
      return own.status === 'ready'
        ? event.attempt === own.attempt + 1
        : own.status === 'running' && event.attempt === own.attempt;
  }
}

function begin({ own }: Place, attempt: number, at: number): void {
  own.attempt = attempt;
  own.firstAt ??= at;
}
