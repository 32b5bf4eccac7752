import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import * as workflows from '../src/workflows/index.ts';
import { idOf, RECORDED, recorded } from './histories.ts';
import './quiet-runtime.ts';

describe('recorded histories', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
  });

  // Under its own id: the ids of children are made from it.
  const replay = (history: string) => Worker.runReplayHistory({ workflowBundle }, JSON.parse(history), idOf(history));

  it('are there for every workflow that is started by itself', () => {
    const names = Object.keys(workflows).filter((name) => name !== 'pictureWorkflow');
    expect(RECORDED.toSorted()).toEqual(names.toSorted());
  });

  it.each(RECORDED)('replay with the code as it is: %s', async (name) => {
    await expect(replay(recorded(name))).resolves.toBeUndefined();
  });

  it('do not replay where the code does something else than what is recorded', async () => {
    const other = recorded('tripWorkflow').replaceAll('"book"', '"somethingElse"');
    await expect(replay(other)).rejects.toThrow(/nondeterminism/i);
  });
});
