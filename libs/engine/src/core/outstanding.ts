import type { Plan } from '@app/definition';
import { activeNodes } from './closing.js';
import type { Command } from './command.js';
import type { Elsewhere } from './event.js';
import { nodePath } from './path.js';
import type { NodeState, RunState } from './state.js';
import { touchedState } from './step.js';

/** An attempt whose effect has begun and not ended. */
export interface RunningNode {
  readonly path: string;
  readonly node: number;
  readonly attempt: number;
  /** Who carries it out, and may still be alive although its driver is not; null: the driver itself. */
  readonly by: Elsewhere | null;
}

/** What a run that is taken up again still has to do: the commands of its state, and what was running. */
export interface Outstanding {
  readonly commands: readonly Command[];
  readonly running: readonly RunningNode[];
}

/** Reads a state without changing it; within a scope instance in order of position. */
export function outstanding(plan: Plan, state: RunState): Outstanding {
  const commands: Command[] = [];
  const running: RunningNode[] = [];
  if (state.status !== 'running') return { commands, running };
  for (const [scopePath, scope] of Object.entries(state.scopes)) {
    for (const node of activeNodes(plan, scope)) {
      const id = plan.nodes[node]?.id ?? '';
      const own = touchedState(scope, id);
      if (own === undefined) continue;
      const path = nodePath(scopePath, id);
      const { attempt, readyAt, wait, inside } = own;
      if (own.status === 'ready') commands.push({ type: 'execute', path, node, attempt: attempt + 1, at: readyAt });
      else if (own.status === 'waiting' && wait !== undefined)
        commands.push({ type: 'wait', path, node, attempt, ...wait });
      else if (inside !== undefined) commands.push(...ofContainer(own, path, node));
      else if (own.status === 'running') running.push({ path, node, attempt, by: own.by ?? null });
    }
  }
  return { commands, running };
}

function ofContainer({ attempt, inside }: NodeState, path: string, node: number): Command[] {
  const { at, next, deadline, closing, slice } = inside ?? { next: 0 };
  const commands: Command[] = [];
  if (deadline !== undefined && closing === undefined)
    commands.push({ type: 'wait', path, node, attempt, until: deadline, reason: 'timeout' });
  if (at?.is === 'asking') commands.push({ type: 'ask', path, node, attempt, turn: next, at: at.since });
  const sliced = slice === undefined ? {} : { sliced: true as const };
  if (at?.is === 'gathering') commands.push({ type: 'gather', path, node, attempt, at: at.since, ...sliced });
  if (at?.is === 'pausing') commands.push({ type: 'wait', path, node, attempt, until: at.until, reason: 'turn' });
  return commands;
}

/** Whether slices of a map are under way, which are runs of their own. */
export function hasOpenSlices({ scopes }: RunState): boolean {
  return Object.values(scopes).some(({ nodes }) =>
    Object.values(nodes).some(({ inside }) => inside?.slice !== undefined && inside.open.length > 0),
  );
}
