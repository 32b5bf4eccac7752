import type { Command } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import { countOf, endingOf, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';

/** Something that can happen to a run next. */
export type OpenEnd =
  | { readonly is: 'execute'; readonly path: string; readonly attempt: number }
  | { readonly is: 'effect'; readonly path: string; readonly attempt: number }
  /** What an `event` or an `approval` node waits for. */
  | { readonly is: 'message'; readonly path: string; readonly attempt: number }
  | { readonly is: 'timer'; readonly path: string; readonly until: number }
  | { readonly is: 'retry'; readonly path: string; readonly until: number }
  | { readonly is: 'ask'; readonly path: string; readonly turn: number }
  | { readonly is: 'turn'; readonly path: string; readonly until: number }
  | { readonly is: 'gather'; readonly path: string; readonly attempt: number }
  | { readonly is: 'timeout'; readonly path: string; readonly until: number };

/** What a command wants to have done, or waited for. */
export function wantedBy(command: Command): OpenEnd[] {
  switch (command.type) {
    case 'execute':
      return [{ is: 'execute', path: command.path, attempt: command.attempt }];
    case 'ask':
      return [{ is: 'ask', path: command.path, turn: command.turn }];
    case 'gather':
      return [{ is: 'gather', path: command.path, attempt: command.attempt }];
    case 'wait': {
      const { path, attempt, reason, until } = command;
      const own = reason === 'delay' || reason === 'event' || reason === 'approval';
      const timer: OpenEnd[] = until === null ? [] : [{ is: own ? 'timer' : reason, path, until }];
      return reason === 'event' || reason === 'approval' ? [{ is: 'message', path, attempt }, ...timer] : timer;
    }
    default:
      return [];
  }
}

/** Whether the event leaves nothing of this open end. */
function takenUp(open: OpenEnd, event: CoreEvent): boolean {
  if (!('path' in event) || open.path !== event.path) return false;
  switch (event.type) {
    case 'node.opened':
      return open.is === 'execute';
    case 'loop.decided':
      return open.is === 'ask';
    case 'timer.fired':
      return event.timeout ? open.is === 'timeout' : open.is !== 'timeout';
    default:
      return true;
  }
}

/** What the world still owes after one more event, by the commands that it led to. */
export function openEnds(before: readonly OpenEnd[], event: CoreEvent, commands: readonly Command[]): OpenEnd[] {
  let open = before.filter((each) => !takenUp(each, event));
  if (event.type === 'node.started') open.push({ is: 'effect', path: event.path, attempt: event.attempt });
  for (const command of commands) {
    if (command.type === 'abort' || command.type === 'drop') open = open.filter(({ path }) => path !== command.path);
    if (command.type === 'finish') open = [];
    open.push(...wantedBy(command));
  }
  return open;
}

type OfNode = { readonly path: string; readonly at: number };

function ended(node: NodeSketch, attempt: number, random: number, base: OfNode): CoreEvent {
  const ending = endingOf(node, attempt, base.path);
  switch (ending.end) {
    case 'success':
      return { ...base, type: 'node.succeeded', attempt, handles: ending.handles };
    case 'lost':
      return { ...base, type: 'node.lost', attempt, random };
    case 'failure': {
      const { code, retryable } = ending;
      return { ...base, type: 'node.failed', attempt, error: { code, message: `scripted ${code}`, retryable }, random };
    }
  }
}

function begun(node: NodeSketch, attempt: number, random: number, base: OfNode): CoreEvent {
  if (node.when === false) return { ...base, type: 'node.skipped' };
  if (node.container !== null) {
    const breaks = node.container.breaks === 'opening' && endingOf(node, 1, base.path).end !== 'success';
    if (breaks) return ended(node, attempt, random, base);
    const items = node.container.kind === 'map' ? countOf(node.container, base.path) : null;
    return { ...base, type: 'node.opened', attempt, items };
  }
  switch (node.kind) {
    case 'effect':
      return { ...base, type: 'node.started', attempt };
    case 'wait':
      return { ...base, type: 'node.waiting', attempt, reason: 'delay', until: base.at + 500 };
    case 'event':
    case 'approval': {
      const until = node.timeoutMs === null ? null : base.at + node.timeoutMs;
      return { ...base, type: 'node.waiting', attempt, reason: node.kind, until };
    }
    default:
      return ended(node, attempt, random, base);
  }
}

function decided(node: NodeSketch, turn: number, random: number, base: OfNode): CoreEvent {
  const count = countOf(node.container!, base.path);
  const breaks = node.container!.breaks === 'asking' && endingOf(node, 1, base.path).end !== 'success';
  if (turn === count && breaks) return ended(node, 1, random, base);
  return { ...base, type: 'loop.decided', turn, go: turn < count };
}

/** The event that happens when this open end is taken up, by the node's script. */
export function eventOf(flow: FlowSketch, open: OpenEnd, at: number, random: number): CoreEvent {
  const { path } = open;
  const node = flow.nodes.find(({ id }) => id === path.slice(path.lastIndexOf('.') + 1));
  if (!node) throw new Error(`a command for ${path}, which is no node`);
  const base = { path, at };
  switch (open.is) {
    case 'execute':
      return begun(node, open.attempt, random, base);
    case 'effect':
    case 'message':
      return ended(node, open.attempt, random, base);
    case 'ask':
      return decided(node, open.turn, random, base);
    case 'gather':
      return node.container!.breaks === 'gathering'
        ? ended(node, open.attempt, random, base)
        : { ...base, type: 'node.succeeded', attempt: open.attempt, handles: null };
    case 'timeout':
      return { type: 'timer.fired', path, at: Math.max(at, open.until), timeout: true };
    default:
      return { type: 'timer.fired', path, at: Math.max(at, open.until) };
  }
}
