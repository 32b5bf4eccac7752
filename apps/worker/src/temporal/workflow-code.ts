import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowCode } from '@app/temporal';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The workflow code: the bundle that the build leaves in `dist`; run from sources, as tests do, those are bundled at the start. */
export function workflowCode(): WorkflowCode {
  const bundlePath = at('../../../../workflow-bundle.js');
  return existsSync(bundlePath)
    ? { bundlePath }
    : { workflowsPath: at('../../../../libs/engine/src/workflows/index.ts') };
}
