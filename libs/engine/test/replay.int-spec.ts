import { readdirSync, readFileSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from './shell-scenarios.js';
import { workflowsPath } from './shell-stage.js';

const HISTORIES = new URL('histories/', import.meta.url);
const recorded = readdirSync(HISTORIES).map((file) => file.replace(/\.history\.json$/, ''));

describe('recorded histories of the shell', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  });

  it('are there for every kind of wait', () => {
    expect(recorded).toEqual(expect.arrayContaining(Object.keys(SCENARIOS)));
  });

  it.each(recorded)('replay: %s', async (name) => {
    const history: unknown = JSON.parse(readFileSync(new URL(`${name}.history.json`, HISTORIES), 'utf8'));
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).resolves.toBeUndefined();
  });

  it('do not replay with a shell that does something else', async () => {
    const text = readFileSync(new URL('long-activity.history.json', HISTORIES), 'utf8');
    const other = JSON.parse(text.replaceAll('"executeNode"', '"somethingElse"')) as object;
    await expect(Worker.runReplayHistory({ workflowBundle }, other)).rejects.toThrow('somethingElse');
  });
});
