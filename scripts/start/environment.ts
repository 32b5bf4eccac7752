import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { inRoot } from '../root.ts';

/** What was set, by name: the environment, and beneath it the file `.env`. An empty value counts as not set. */
export function givenEnvironment(): NodeJS.ProcessEnv {
  const file = inRoot('.env');
  const all = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value?.trim()));
}
