import type { Plan } from '@app/definition';
import { goOn, settle } from './flow-on.js';
import { nodePath } from './path.js';
import type { ClosingState, ScopeState } from './state.js';
import { touchedState, type Step } from './step.js';

/**
 * Closes a scope instance before all of it has ended: what is under way is stopped, what has ended
 * well is undone, then the instance has ended. It closes once; a race that was won can still be cancelled.
 *
 * @param settled nodes that edges lead to which were settled on the way here
 */
export function closeScope(
  step: Step,
  scopePath: string,
  scope: ScopeState,
  how: ClosingState,
  settled: readonly number[] = [],
): void {
  if (scope.closing !== undefined) {
    if (scope.closing.status === 'won' && how.status === 'cancelled') scope.closing = how;
    return;
  }
  scope.closing = how;
  const touched = [...settled, ...stopNodes(step, scopePath, scope)];
  // Where nothing can go on, what nothing can reach any more need not be looked at.
  const goesOn = scope.active > 0 || scope.shields === true;
  goOn(step, scopePath, scope, goesOn ? touched : []);
}

/** Stops what is not shielded, in order of position; gives the nodes that its edges lead to. */
function stopNodes(step: Step, scopePath: string, scope: ScopeState): number[] {
  return activeNodes(step.plan, scope).flatMap((index) => {
    const node = step.plan.nodes[index];
    const own = node && touchedState(scope, node.id);
    if (node === undefined || own === undefined || own.shielded === true) return [];
    const path = nodePath(scopePath, node.id);
    if (own.inside !== undefined) {
      step.followUps.push({ is: 'close_container', path });
      return [];
    }
    const was = own.status as 'ready' | 'running' | 'waiting';
    step.commands.push({ type: 'abort', path, node: index, attempt: own.attempt, was });
    own.status = 'cancelled';
    delete own.wait;
    scope.active -= 1;
    return settle(step, scope, node, []);
  });
}

/** Indexes of the nodes that are ready, running or waiting, ascending. */
export function activeNodes(plan: Plan, scope: ScopeState): number[] {
  return Object.entries(scope.nodes)
    .filter(([, { status }]) => status === 'ready' || status === 'running' || status === 'waiting')
    .map(([id]) => plan.byId.get(id)?.index ?? 0)
    .sort((a, b) => a - b);
}
