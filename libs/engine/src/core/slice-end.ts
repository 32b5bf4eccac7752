import type { RunError } from './state.js';
import type { Place, Step } from './step.js';

/** What a scope has failed with that was cancelled with what is around it. */
export const CANCELLED: RunError = { code: 'RUN_CANCELLED', message: 'It was cancelled with what is around it.' };

/** Whether the run is a slice of this very map. */
export const isOwnMap = ({ state }: Step, { path }: Place): boolean => state.slice === path;

/** The map has ended as far as this slice goes, and so has the run: what follows in the flow is not its to do. */
export function finishSlice({ state, commands }: Step, { path }: Place, error: RunError | null): void {
  if (error === null) {
    state.status = 'success';
    commands.push({ type: 'finish', status: 'success', output: { end: path } });
    return;
  }
  state.status = error === CANCELLED ? 'cancelled' : 'failed';
  commands.push({ type: 'finish', status: state.status, error });
}
