import type { Ending } from './command.js';
import { instanceEnded } from './container.js';
import { splitInstance } from './path.js';
import type { ScopeState } from './state.js';
import { placeAt, type Step } from './step.js';

/** A scope instance has ended: so has the run, or the container around it goes on. */
export function endInstance(step: Step, scopePath: string, scope: ScopeState, ending: Ending): void {
  if (scopePath === '') {
    step.state.status = ending.status;
    step.commands.push({ type: 'finish', ...ending });
    return;
  }
  const { container, index } = splitInstance(scopePath);
  const place = placeAt(step, container);
  if (place === null) return;
  delete step.state.scopes[scopePath];
  step.commands.push({ type: 'end_scope', path: scopePath, node: place.node.index, index: index ?? 0, ending });
  // The run names all undos that are missing, wherever they are.
  if (scope.undoMissing !== undefined) (place.scope.undoMissing ??= []).push(...scope.undoMissing);
  instanceEnded(step, place, index ?? 0, ending);
}
