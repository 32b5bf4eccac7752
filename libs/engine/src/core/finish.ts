import type { OutputSource } from './command.js';
import { nodePath } from './path.js';
import type { RunError, ScopeState } from './state.js';
import { touchedState, type Step } from './step.js';

/** Nothing of the scope is open any more: it has ended well. */
export function finishScope(step: Step, scopePath: string, scope: ScopeState): void {
  step.state.status = 'success';
  step.commands.push({ type: 'finish', status: 'success', output: outputSource(step, scopePath, scope) });
}

/** Ends the run before all nodes have: what is under way is stopped. */
export function stopRun(step: Step, status: 'failed' | 'cancelled', error: RunError): void {
  for (const [scopePath, scope] of Object.entries(step.state.scopes)) stopScope(step, scopePath, scope);
  step.state.status = status;
  step.commands.push({ type: 'finish', status, error });
}

/** Stops the nodes that are ready, running or waiting, in order of position. */
function stopScope(step: Step, scopePath: string, scope: ScopeState): void {
  for (const index of step.plan.scopes[scope.scope]?.nodes ?? []) {
    const node = step.plan.nodes[index];
    if (node === undefined) continue;
    const own = touchedState(scope, node.id);
    if (own?.status !== 'ready' && own?.status !== 'running' && own?.status !== 'waiting') continue;
    step.commands.push({
      type: 'abort',
      path: nodePath(scopePath, node.id),
      node: index,
      attempt: own.attempt,
      was: own.status,
    });
    own.status = 'cancelled';
    delete own.wait;
    scope.open -= 1;
  }
}

/** The first `end` that was reached, or the leaves that ended well, in order of position. */
function outputSource(step: Step, scopePath: string, scope: ScopeState): OutputSource {
  if (scope.end !== null) return { end: scope.end };
  const leaves = (step.plan.scopes[scope.scope]?.leaves ?? []).flatMap((index) => {
    const id = step.plan.nodes[index]?.id;
    if (id === undefined || touchedState(scope, id)?.status !== 'success') return [];
    return [{ id, path: nodePath(scopePath, id) }];
  });
  return { leaves };
}
