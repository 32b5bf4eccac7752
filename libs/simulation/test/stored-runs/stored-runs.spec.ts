import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validate } from '@app/definition';
import { STATE_VERSION } from '@app/engine';
import { nodeTypes } from '@app/nodes';
import { describe, expect, it } from 'vitest';
import { ALL_KEYS, KEPT_KEYS, keysIn } from './keys.js';
import { type KeptRun, RunProcess } from './kept-run.js';
import { ofContainers } from './of-containers.js';
import { ofNodeTypes } from './of-node-types.js';
import { givenBy, type Scenario } from './scenario.js';

const folder = new URL('states/', import.meta.url);
const scenarios = Object.entries({ ...ofNodeTypes, ...ofContainers });
const fileOf = (name: string): string => `version-${STATE_VERSION}/${name.replaceAll(/[^a-z]+/g, '-')}.json`;
const kept = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as T;
const existing = <T>(file: string): T | null => (existsSync(new URL(file, folder)) ? kept<T>(file) : null);
const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^version-\d+\/.*json$/.test(file),
);

/** Writes the file if it is not there; what is there is never changed: the present code has to read it. */
async function keep(value: unknown, file: string): Promise<void> {
  await expect(`${JSON.stringify(value, null, 1)}\n`).toMatchFileSnapshot(fileURLToPath(new URL(file, folder)));
}

async function undisturbed(definition: KeptRun['definition'], given: KeptRun['given']) {
  const process = new RunProcess(definition, given);
  await process.carry();
  return process.end();
}

/** The run in its middle, by the present code. */
async function recorded(scenario: Scenario): Promise<KeptRun> {
  const { definition, manner, middle } = scenario;
  const given = givenBy(scenario);
  const left = await new RunProcess(definition, given).carry(manner, (store, { run }) => {
    const last = new Map([...store.steps.values()].map(({ path, status }) => [path, status]));
    const are = (wanted: object): boolean =>
      Object.entries(wanted).every(([path, status]) => last.get(path) === status);
    return middle({ store, state: run?.snapshot ?? null, are });
  });
  if (left === null) throw new Error('the run never comes to the middle that is to be kept');
  return { ...left, end: await undisturbed(definition, given) };
}

describe('a run in the middle, as this version stores it', () => {
  it.each(scenarios)('%s', async (name, scenario) => {
    expect(validate(scenario.definition, nodeTypes).filter(({ severity }) => severity === 'error')).toEqual([]);
    const run = asStored(await recorded(scenario));
    const before = existing<KeptRun>(fileOf(name)) ?? run;
    expect({ snapshot: run.snapshot, events: run.events }).toEqual({
      snapshot: before.snapshot,
      events: before.events,
    });
    await keep(before, fileOf(name));
  });

  it('is kept with the keys that a state may have', async () => {
    const runs = await Promise.all(scenarios.map(([, scenario]) => recorded(scenario)));
    expect(keysIn(asStored(runs))).toEqual(KEPT_KEYS);
  });

  it('has the keys that this version had from the first', async () => {
    const file = `version-${STATE_VERSION}.keys.json`;
    const before = existing<typeof ALL_KEYS>(file) ?? ALL_KEYS;
    expect(ALL_KEYS).toEqual(before);
    await keep(before, file);
  });
});

describe('a run in the middle, as some version has stored it', () => {
  it.each(files)('is taken up and comes to its end: %s', async (file) => {
    const run = kept<KeptRun>(file);
    expect(await undisturbed(run.definition, run.given)).toEqual(run.end);
    const process = await RunProcess.takingUp(run);
    await process.carry();
    expect(process.end()).toEqual(run.end);
  });

  it.each(files)('is so by processes that leave after every node: %s', async (file) => {
    const run = kept<KeptRun>(file);
    const process = await RunProcess.takingUp(run);
    await process.carry({ hurried: true });
    expect(process.end()).toEqual(run.end);
  });
});
