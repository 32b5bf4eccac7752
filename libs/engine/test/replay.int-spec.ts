import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONTINUED } from './continued-scenarios.js';
import { RECORDED, recorded } from './histories.js';
import { SCENARIOS } from './shell-scenarios.js';
import { workflowsPath } from './shell-stage.js';

describe('recorded histories of the shell', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  });

  it('are there for every kind of wait, and for what continues as new between waits', () => {
    const continued = Object.keys(CONTINUED).map((name) => `${name}-1`);
    expect(RECORDED).toEqual(expect.arrayContaining([...Object.keys(SCENARIOS), ...continued]));
  });

  it.each(RECORDED)('replay: %s', async (name) => {
    const history: unknown = JSON.parse(recorded(name));
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).resolves.toBeUndefined();
  });

  it('do not replay with a shell that does something else', async () => {
    const other = JSON.parse(recorded('long-activity').replaceAll('"executeNode"', '"somethingElse"')) as object;
    await expect(Worker.runReplayHistory({ workflowBundle }, other)).rejects.toThrow('somethingElse');
  });
});
