import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../console/progress.ts';
import { waitUntil } from '../process/wait-until.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';
import type { Victim } from './victim.ts';

const UP_WITHIN_MS = 120_000;
/** Long enough that what a lone kill stops has gone on before the next one. */
const LONE_EVERY_MS = 8_000;

/** Everything that may be killed. */
export const victimsOf = ({ api, workers, postgres, temporal }: System): readonly Victim[] => [
  api,
  ...workers,
  postgres,
  temporal,
];

/**
 * Kills, or stops for a while, one after the other; several may be down at a time. What was killed is started again
 * after a pause. Resolves when all of them serve again.
 */
export async function killAtRandom(system: System, random: Random, times: number): Promise<void> {
  const comingBack = new Set<Promise<void>>();
  const [a, b] = system.workers;
  const { api, postgres, temporal } = system;
  // Workers hold what is under way: they are hit most.
  const draw = [api, api, a, a, a, b, b, b, postgres, postgres, temporal, temporal];
  for (let done = 0; done < times;) {
    await pause(random.between(300, 3_500));
    const victim = random.pick(draw);
    if (!victim.isUp) continue;
    const freezes = system.workers.includes(victim) && random.chance(0.25);
    const ms = freezes ? random.between(2_000, 14_000) : random.between(0, 2_500);
    const back = freezes ? victim.freeze(ms) : victim.kill(ms);
    const settled: Promise<void> = back.finally(() => comingBack.delete(settled));
    settled.catch(() => undefined);
    comingBack.add(settled);
    done += 1;
    if (done % 20 === 0) say(`  … ${done} of ${times} kills`);
  }
  await Promise.all(comingBack);
  await allUp(system);
}

/** A worker that was killed while everything else was well. */
export interface LoneKill {
  readonly at: number;
  /** Runs that were under way then. */
  readonly runIds: readonly string[];
}

/**
 * Kills workers in turns, each when everything is up and has had time.
 *
 * @param busy puts runs under way, on both workers, and gives the ids of all that are
 */
export async function killAlone(system: System, times: number, busy: () => Promise<string[]>): Promise<LoneKill[]> {
  const kills: LoneKill[] = [];
  for (let i = 0; i < times; i += 1) {
    await pause(LONE_EVERY_MS);
    const runIds = await busy();
    const at = Date.now();
    await system.workers[i % 2 === 0 ? 0 : 1].kill(LONE_EVERY_MS);
    kills.push({ at, runIds });
  }
  return kills;
}

async function allUp(system: System): Promise<void> {
  await waitUntil(UP_WITHIN_MS, async () => victimsOf(system).every(({ isUp }) => isUp));
}
