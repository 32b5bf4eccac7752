import type { Plan } from '@app/definition';
import type { Command } from './command.js';
import { nodePath } from './path.js';
import type { RunState } from './state.js';
import { touchedState } from './step.js';

/** An attempt whose effect has begun and not ended. */
export interface RunningNode {
  readonly path: string;
  readonly node: number;
  readonly attempt: number;
  /** It runs as a regular activity, and so may still be alive although its driver is not. */
  readonly activity: boolean;
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
    for (const node of plan.scopes[scope.scope]?.nodes ?? []) {
      const id = plan.nodes[node]?.id ?? '';
      const own = touchedState(scope, id);
      if (own === undefined) continue;
      const path = nodePath(scopePath, id);
      const { attempt, readyAt, wait } = own;
      if (own.status === 'ready') commands.push({ type: 'execute', path, node, attempt: attempt + 1, at: readyAt });
      if (own.status === 'waiting' && wait !== undefined) commands.push({ type: 'wait', path, node, attempt, ...wait });
      if (own.status === 'running') running.push({ path, node, attempt, activity: own.activity === true });
    }
  }
  return { commands, running };
}
