import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '@app/testing';
import { record } from './histories.js';
import { BATCHES } from './batch-scenarios.js';
import { CALLS, HANDED_OVER, handedOver } from './call-scenarios.js';
import { SCENARIOS } from './shell-scenarios.js';
import { ShellStage } from './shell-stage.js';

describe('the shell workflow', () => {
  let stage: ShellStage;
  beforeAll(async () => (stage = await ShellStage.open(temporalAddress())));
  afterAll(() => stage.close());

  it.concurrent.each(Object.entries({ ...SCENARIOS, ...CALLS, ...BATCHES }))(
    'sees to its waits: %s',
    async (name, scenario) => {
      const played = await stage.play(scenario);
      expect(played).toMatchObject({ end: scenario.ends, told: scenario.told ?? [] });
      if (process.env.RECORD_HISTORIES !== undefined) record(name, played);
    },
  );

  it('goes on with a call on another worker, and does not begin it again', async () => {
    const own = await ShellStage.open(temporalAddress());
    try {
      const scenario = handedOver(() => own.restartWorker());
      const played = await own.play(scenario);
      expect(played).toMatchObject({ end: scenario.ends, told: scenario.told });
      if (process.env.RECORD_HISTORIES !== undefined) record(HANDED_OVER, played);
    } finally {
      await own.close();
    }
  });
});
