import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '@app/testing';
import { record } from './histories.js';
import { SCENARIOS } from './shell-scenarios.js';
import { ShellStage } from './shell-stage.js';

describe('the shell workflow', () => {
  let stage: ShellStage;
  beforeAll(async () => (stage = await ShellStage.open(temporalAddress())));
  afterAll(() => stage.close());

  it.concurrent.each(Object.entries(SCENARIOS))('sees to its waits: %s', async (name, scenario) => {
    const played = await stage.play(scenario);
    expect(played).toMatchObject({ end: scenario.ends, told: scenario.told ?? [] });
    if (process.env.RECORD_HISTORIES !== undefined) record(name, played);
  });
});
