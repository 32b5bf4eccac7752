import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnServer, temporalAddress } from '@app/testing';
import { record } from './histories.js';
import { cancelledDuring, CONTINUED } from './continued-scenarios.js';
import { ShellStage } from './shell-stage.js';

/** So many events of a history make this server suggest to continue as new; by default it is 4,096. */
const FEW = 10;

describe('a run whose history has grown long', { timeout: 180_000 }, () => {
  let server: OwnServer;
  let continued: ShellStage;
  let usual: ShellStage;
  beforeAll(async () => {
    server = await OwnServer.temporal({ 'limit.historyCount.suggestContinueAsNew': FEW });
    [continued, usual] = await Promise.all([ShellStage.open(server.address), ShellStage.open(temporalAddress())]);
  });
  afterAll(async () => {
    await Promise.all([continued.close(), usual.close()]);
    await server.dispose();
  });

  it.concurrent.each(Object.entries(CONTINUED))(
    'goes on in further workflow runs, and ends as it would have in one: %s',
    async (name, scenario) => {
      const [over, within] = await Promise.all([continued.play(scenario), usual.play(scenario)]);
      expect(over.histories.length).toBeGreaterThan(1);
      expect(within.histories).toHaveLength(1);
      expect([over.end, within.end]).toEqual([scenario.ends, scenario.ends]);
      expect([over.told, within.told]).toEqual([scenario.told ?? [], scenario.told ?? []]);
      if (process.env.RECORD_HISTORIES !== undefined) record(name, over);
    },
  );

  it.concurrent.each([1, 2, 3, 4])(
    'keeps a cancel that Temporal is asked for in call %i, although PostgreSQL cannot be told of it yet',
    async (call) => {
      expect(await continued.play(cancelledDuring(call))).toMatchObject({ end: 'CancelledFailure', told: ['cancel'] });
    },
  );
});
