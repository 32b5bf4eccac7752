import type { Ending, OutputSource } from './command.js';
import { makeReady } from './flow-on.js';
import { endInstance } from './instance.js';
import { nodePath } from './path.js';
import { CANCELLED } from './slice-end.js';
import type { RunError, ScopeState } from './state.js';
import { nodeState, touchedState, type Step } from './step.js';

/** Nothing in the scope is under way: it has ended, or the next compensator runs. */
export function comeToRest(step: Step, scopePath: string, scope: ScopeState): void {
  // Something else may have made it go on, or ended it, since that was seen.
  if (scope.active > 0 || step.state.scopes[scopePath] !== scope) return;
  const { closing } = scope;
  if (closing !== undefined && closing.status !== 'won' && undoNext(step, scopePath, scope)) return;
  endInstance(step, scopePath, scope, ending(step, scopePath, scope));
}

/** Runs the compensator of what ended well last; false when all of them have run. */
function undoNext(step: Step, scopePath: string, scope: ScopeState): boolean {
  const undone = step.plan.byId.get(scope.undoable?.pop() ?? '');
  const node = step.plan.nodes[undone?.compensator ?? -1];
  if (node === undefined) return false;
  const own = nodeState(scope, node);
  scope.active += 1;
  makeReady(step, { path: nodePath(scopePath, node.id), node, own }, step.at);
  return true;
}

function ending(step: Step, scopePath: string, scope: ScopeState): Ending {
  const { closing } = scope;
  if (closing === undefined || closing.status === 'won')
    return { status: 'success', output: outputSource(step, scopePath, scope) };
  return { status: closing.status, error: withMissing(closing.error ?? CANCELLED, scope.undoMissing) };
}

/** The error, with the undos that are missing. */
function withMissing(error: RunError, undoMissing: readonly string[] | undefined): RunError {
  return undoMissing === undefined || undoMissing.length === 0 ? error : { ...error, undoMissing };
}

/** The winner of a race; the first `end` that was reached; or the leaves that ended well, in order of position. */
function outputSource(step: Step, scopePath: string, scope: ScopeState): OutputSource {
  const winner = scope.closing?.winner;
  if (winner !== undefined) {
    const path = nodePath(scopePath, winner);
    return step.plan.byId.get(winner)?.role === 'end' ? { end: path } : { leaves: [{ id: winner, path }] };
  }
  if (scope.end !== null) return { end: scope.end };
  const leaves = (step.plan.scopes[scope.scope]?.leaves ?? []).flatMap((index) => {
    const id = step.plan.nodes[index]?.id;
    if (id === undefined || touchedState(scope, id)?.status !== 'success') return [];
    return [{ id, path: nodePath(scopePath, id) }];
  });
  return { leaves };
}
