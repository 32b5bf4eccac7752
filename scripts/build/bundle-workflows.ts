import { writeFileSync } from 'node:fs';
import { bundleWorkflowCode } from '@temporalio/worker';
import { inRoot } from '../root.ts';

const silent = () => undefined;

/** Bundles the shell workflow of `dist` into `dist/workflow-bundle.js`. @throws when it imports what workflows may not */
export async function bundleWorkflows(): Promise<void> {
  const said: string[] = [];
  const keep = (message: string) => void said.push(message);
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: inRoot('dist', 'libs', 'engine', 'src', 'workflows', 'index.js'),
      logger: { log: silent, trace: silent, debug: silent, info: silent, warn: keep, error: keep },
    });
    writeFileSync(inRoot('dist', 'workflow-bundle.js'), code);
  } catch (error) {
    throw new Error(`The workflow code cannot be bundled:\n${said.join('\n')}`, { cause: error });
  }
}
