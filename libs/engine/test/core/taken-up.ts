import type { Plan } from '@app/definition';
import { outstanding } from '../../src/core/outstanding.js';
import type { RunState } from '../../src/core/state.js';
import { wantedBy, type OpenEnd } from './open-end.js';
import { openInWords } from './view.js';

/** What the state alone says that is still to be done. */
export function asOpenEnds(plan: Plan, state: RunState): OpenEnd[] {
  const { commands, running } = outstanding(plan, state);
  return [
    ...commands.flatMap((command) => {
      const wanted = wantedBy(command);
      if (wanted.length === 0 && command.type !== 'wait') throw new Error(`${command.type} is nothing to take up`);
      return wanted;
    }),
    ...running.map(({ path, attempt }): OpenEnd => ({ is: 'effect', path, attempt })),
  ];
}

/** Open ends in an order that says nothing. */
export function byName(ends: readonly OpenEnd[]): OpenEnd[] {
  return ends.toSorted((a, b) => (openInWords(a) < openInWords(b) ? -1 : 1));
}
