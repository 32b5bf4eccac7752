import { AppError } from '@app/errors';
import { STATE_VERSION, type RunState } from './state.js';

/**
 * Brings a stored state to the present version. Every released version stays readable: a new
 * one adds its step here, and a fixture of the old one to the tests.
 *
 * @throws AppError RUN_BROKEN for a state of a later version, or none at all
 */
export function migrateState(stored: RunState): RunState {
  if (stored.version === STATE_VERSION) return stored;
  throw new AppError(
    'RUN_BROKEN',
    `The run's state has version ${String(stored.version)}; this worker reads ${STATE_VERSION}.`,
  );
}
