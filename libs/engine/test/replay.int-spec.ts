import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { BATCHES } from './batch-scenarios.js';
import { CALLS, HANDED_OVER } from './call-scenarios.js';
import { CONTINUED } from './continued-scenarios.js';
import { RECORDED, recorded } from './histories.js';
import { SCENARIOS } from './shell-scenarios.js';
import { workflowsPath } from './shell-stage.js';

const bundle = (path: string) => bundleWorkflowCode({ workflowsPath: path, logger: new DefaultLogger('ERROR') });

describe('recorded histories of the shell', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    workflowBundle = await bundle(workflowsPath);
  });

  it('are there for every kind of wait, and for what continues as new between waits', () => {
    const continued = Object.keys(CONTINUED).map((name) => `${name}-1`);
    expect(RECORDED).toEqual(
      expect.arrayContaining([...Object.keys({ ...SCENARIOS, ...CALLS, ...BATCHES }), HANDED_OVER, ...continued]),
    );
  });

  it.each(RECORDED)('replay: %s', async (name) => {
    const history: unknown = JSON.parse(recorded(name));
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).resolves.toBeUndefined();
  });

  it('do not replay with a shell that does something else', async () => {
    const other = JSON.parse(recorded('long-activity').replaceAll('"executeNode"', '"somethingElse"')) as object;
    await expect(Worker.runReplayHistory({ workflowBundle }, other)).rejects.toThrow('somethingElse');
  });

  it('do not replay with a shell that was changed without a patch, whatever they are of', async () => {
    const changed = await bundle(fileURLToPath(new URL('changed-workflows.ts', import.meta.url)));
    for (const name of RECORDED) {
      const replay = Worker.runReplayHistory({ workflowBundle: changed }, JSON.parse(recorded(name)));
      await expect(replay, name).rejects.toThrow(/nondeterminism/i);
    }
  });
});
