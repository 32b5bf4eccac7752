import { mkdirSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '@app/testing';
import { SCENARIOS } from './shell-scenarios.js';
import { type Played, ShellStage } from './shell-stage.js';

const HISTORIES = new URL('histories/', import.meta.url);

/** With RECORD_HISTORIES set, what was played is kept as the histories that the replay test replays. */
function keep(name: string, { history }: Played): void {
  if (process.env.RECORD_HISTORIES === undefined) return;
  mkdirSync(HISTORIES, { recursive: true });
  const json = historyToJSON(history).replaceAll(/"identity": ?"[^"]*"/g, '"identity": "worker"');
  writeFileSync(new URL(`${name}.history.json`, HISTORIES), `${json}\n`);
}

describe('the shell workflow', () => {
  let stage: ShellStage;
  beforeAll(async () => (stage = await ShellStage.open(temporalAddress())));
  afterAll(() => stage.close());

  it.concurrent.each(Object.entries(SCENARIOS))('sees to its waits: %s', async (name, scenario) => {
    const played = await stage.play(scenario);
    expect(played).toMatchObject({ end: scenario.ends, told: scenario.told ?? [] });
    keep(name, played);
  });
});
