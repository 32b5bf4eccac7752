import type { Command } from '../../src/core/command.js';
import type { CoreEvent } from '../../src/core/event.js';
import { endingOf, type FlowSketch, type NodeSketch } from '../sketch/sketch.js';

/** Something that can happen to a run next. */
export type OpenEnd =
  | { readonly is: 'execute'; readonly path: string; readonly attempt: number }
  | { readonly is: 'effect'; readonly path: string; readonly attempt: number }
  | { readonly is: 'timer'; readonly path: string; readonly until: number };

/** What the world still owes after one more event, by the commands that it led to. */
export function openEnds(before: readonly OpenEnd[], event: CoreEvent, commands: readonly Command[]): OpenEnd[] {
  if (commands.some(({ type }) => type === 'finish')) return [];
  const kept = 'path' in event ? before.filter(({ path }) => path !== event.path) : [...before];
  if (event.type === 'node.started') kept.push({ is: 'effect', path: event.path, attempt: event.attempt });
  for (const command of commands) {
    if (command.type === 'execute') kept.push({ is: 'execute', path: command.path, attempt: command.attempt });
    if (command.type === 'wait') kept.push({ is: 'timer', path: command.path, until: command.until });
  }
  return kept;
}

function ended(node: NodeSketch, attempt: number, at: number, random: number): CoreEvent {
  const ending = endingOf(node, attempt);
  const base = { path: node.id, attempt, at };
  switch (ending.end) {
    case 'success':
      return { ...base, type: 'node.succeeded', handles: ending.handles };
    case 'lost':
      return { ...base, type: 'node.lost', random };
    case 'failure': {
      const { code, retryable } = ending;
      return { ...base, type: 'node.failed', error: { code, message: `scripted ${code}`, retryable }, random };
    }
  }
}

/** The event that happens when this open end is taken up, by the node's script. */
export function eventOf(flow: FlowSketch, open: OpenEnd, at: number, random: number): CoreEvent {
  const node = flow.nodes.find(({ id }) => id === open.path);
  if (!node) throw new Error(`a command for ${open.path}, which is no node`);
  if (open.is === 'timer') return { type: 'timer.fired', path: open.path, at: Math.max(at, open.until) };
  if (open.is === 'effect') return ended(node, open.attempt, at, random);
  const base = { path: open.path, at };
  if (node.when === false) return { ...base, type: 'node.skipped' };
  if (node.kind === 'effect') return { ...base, type: 'node.started', attempt: open.attempt };
  if (node.kind === 'wait') return { ...base, type: 'node.waiting', attempt: open.attempt, until: at + 500 };
  return ended(node, open.attempt, at, random);
}
