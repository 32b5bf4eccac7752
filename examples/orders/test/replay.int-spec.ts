import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { idOf, RECORDED, recorded } from './histories.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});

describe('recorded histories of orderWorkflow', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../src/workflows/index.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
  });

  // Under its own id: the ids of steps and of the child are made from it.
  const replay = (history: string) => Worker.runReplayHistory({ workflowBundle }, JSON.parse(history), idOf(history));

  it('are there for all ways that an order can go', () => {
    expect(RECORDED.toSorted()).toEqual(['approved', 'cancelled', 'rejected', 'shipped', 'undone']);
  });

  it.each(RECORDED)('replay with the code as it is: %s', async (name) => {
    await expect(replay(recorded(name))).resolves.toBeUndefined();
  });

  it('do not replay where the code does something else than what is recorded', async () => {
    const other = recorded('shipped').replaceAll('"ProcessPayment"', '"SomethingElse"');
    await expect(replay(other)).rejects.toThrow(/nondeterminism/i);
  });
});
