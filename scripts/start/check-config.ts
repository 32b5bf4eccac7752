import { pathToFileURL } from 'node:url';
import { Problem } from '../console/problem.ts';
import { inRoot } from '../root.ts';

/** Checks what was set by the product's own rules, before anything is brought up. @throws Problem that names all that is wrong */
export async function checkConfig(given: NodeJS.ProcessEnv): Promise<void> {
  const built = pathToFileURL(inRoot('dist', 'libs', 'config', 'src', 'read-config.js')).href;
  const { readConfig } = (await import(built)) as { readConfig: (env: NodeJS.ProcessEnv) => unknown };
  try {
    readConfig({ DATABASE_URL: 'postgres://localhost/millrace', ...given });
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error));
  }
}
