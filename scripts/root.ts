import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Within the project's folder. */
export const inRoot = (...parts: string[]): string => join(ROOT, ...parts);

/** A command of the dependencies, such as `tsc`. */
export const bin = (name: string): string => inRoot('node_modules', '.bin', name);

/** The environment under which those commands find the project's Node first. */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${inRoot('node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
});
