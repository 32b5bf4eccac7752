import { inRoot } from '../root.ts';

/**
 * How Node runs the built programs; the images say the same. The heap is given back early: V8's
 * own measure, a share of the machine's memory, lets a worker grow to twice what it needs.
 */
export const NODE_FLAGS = ['--max-semi-space-size=4', '--initial-old-space-size=32', '--heap-growing-percent=30'];

/** The arguments of Node that run a built program of `dist`. */
export function appArgs(app: 'api' | 'worker'): string[] {
  return [...NODE_FLAGS, inRoot('dist', 'apps', app, 'src', 'main.js')];
}
