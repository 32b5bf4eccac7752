import { buildIfStale } from '../build/build.ts';
import { Problem } from '../console/problem.ts';
import { say, step } from '../console/progress.ts';
import { judge } from './judge.ts';
import { killAlone, killAtRandom, victimsOf } from './killer.ts';
import { Load } from './load.ts';
import { readOptions } from './options.ts';
import { Random } from './random.ts';
import { showViolations, summary } from './report.ts';
import { runsIn } from './rows.ts';
import { gather, settle } from './settle.ts';
import { drawShapes } from './shapes.ts';
import { blockedSpans, worstSilence, worstTakeover } from './silence.ts';
import { startSystem } from './system.ts';
import { startTarget } from './target.ts';

/** A run goes on within this after its worker was killed and nothing else. */
const TAKEOVER_MS = 10_000;

/**
 * Kills and stops processes under load, lets everything settle, and holds what is recorded against what was asked for
 * and what a server outside of the product counted.
 * @throws Problem when a rule is broken
 */
export async function chaos(): Promise<void> {
  const { kills, lone, seed, rate } = readOptions(process.argv.slice(2));
  await step('build', buildIfStale);
  const random = new Random(seed);
  const target = await startTarget();
  const system = await step('servers, api and two workers', () => startSystem(random));
  let good = false;
  try {
    const shapes = drawShapes(target.url, random);
    const load = new Load(system.apiUrl, new Random(seed + 1));
    await load.prepare(shapes);
    load.begin(shapes, rate);
    await step(`${kills} kills under load`, () => killAtRandom(system, random, kills));
    const steady = shapes.filter((shape) => shape.steady === true);
    const busy = async () => {
      for (const shape of steady) await load.burst(shape, 6);
      const names = steady.map(({ name }) => `'${name}'`).join(', ');
      return runsIn(system.databaseUrl, `'running'`, `and flow_name in (${names})`);
    };
    const alone = await step(`${lone} lone kills of a worker`, () => killAlone(system, lone, busy));
    await load.stop();
    const settleMs = await step('every run ends', () => settle(system));
    const { runs, strays } = await gather(system, target);

    const workers = system.workers.map(({ down, stopped }) => [...down, ...stopped]);
    const blocked = blockedSpans([system.postgres.down, system.temporal.down], workers);
    const judged = judge(
      load.orders,
      runs,
      system.workers.flatMap(({ stopped }) => stopped),
    );
    const takeover = worstTakeover(alone, runs);
    const others = [
      ...strays,
      ...victimsOf(system).flatMap(({ ownEnds }) => ownEnds),
      ...(takeover !== null && takeover.ms > TAKEOVER_MS
        ? [`A run stood still for ${takeover.ms} ms after its worker was killed`]
        : []),
    ];
    const verdict = { ...judged, violations: [...judged.violations, ...others.map((what) => ({ what }))] };
    const silence = worstSilence(runs, blocked);
    say(`\n${summary({ system, orders: load.orders, runs, verdict, settleMs, takeover, silence })}\n`);
    showViolations(verdict.violations);
    good = verdict.violations.length === 0;
    if (!good) throw new Problem(`${verdict.violations.length} rules were broken; the logs are in ${system.logs}`);
  } finally {
    await system.stop(!good);
    target.close();
  }
}
