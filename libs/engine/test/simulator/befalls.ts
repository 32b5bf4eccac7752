import { expect } from 'vitest';
import type { FlowSketch } from '../sketch/sketch.js';
import { expectSound } from './expect-sound.js';
import { MemoryStore } from './memory-store.js';
import { type Disturbance, SimProcess } from './process.js';
import { allRepeatable, driven, firstActivity, firstDriver, moments, type OpenStore, outcome } from './scenes.js';
import type { Workers } from './shell.js';
import type { World } from './world.js';

/** Where the runs of a proof are kept, and how many of them go side by side. */
export interface Stage {
  readonly open: OpenStore;
  readonly width: number;
}

/** Runs in memory, one after the other. */
export const IN_MEMORY: Stage = { open: async () => new MemoryStore(), width: 1 };

/** Does it for each moment, from 1. */
async function atEach(moments: number, { width }: Stage, work: (at: number) => Promise<void>): Promise<void> {
  let at = 0;
  const next = async (): Promise<void> => {
    while (at < moments) await work((at += 1));
  };
  await Promise.all(Array.from({ length: width }, next));
}

/** Time that a process stands still counts for time-outs: they may change how a run ends. */
function expectAlike(world: World, undisturbed: World): void {
  const timedOut = JSON.stringify(world.store.run.events).includes('NODE_TIMEOUT');
  expect(timedOut || outcome(world)).toEqual(timedOut || outcome(undisturbed));
}

/**
 * The first driver dies, and then the first process that carries out an activity, at each of its
 * moments, a run each: the run is ended by others.
 *
 * @param alike compares how it ended with the undisturbed run; for flows whose effects may all be made again
 */
export async function dying(flow: FlowSketch, alike: boolean, stage = IN_MEMORY): Promise<void> {
  const { world: undisturbed, driver, activity } = await moments(flow, stage.open);
  const check = async (workers: (world: World) => Workers): Promise<void> => {
    const { world } = await driven(flow, workers, stage.open);
    expectSound(world);
    if (alike) expect(outcome(world)).toEqual(outcome(undisturbed));
  };
  await atEach(driver, stage, (at) => check(firstDriver({ at, kind: 'die' })));
  await atEach(activity, stage, (at) => check(firstActivity({ at, kind: 'die' })));
}

/**
 * A call of the first driver to the store fails, or is carried out and its answer lost, each of
 * them, a run each: nothing comes of it. The same of an activity, whose outcome may then be lost.
 */
export async function failing(flow: FlowSketch, stage = IN_MEMORY): Promise<void> {
  const { world: undisturbed, driver } = await moments(flow, stage.open);
  await atEach(driver, stage, async (at) => {
    const { world } = await driven(flow, firstDriver({ at, kind: 'fail' }), stage.open);
    expectSound(world);
    expect(outcome(world)).toEqual(outcome(undisturbed));
  });
  const again = allRepeatable(flow);
  const { world: repeatable, activity } = await moments(again, stage.open);
  await atEach(activity, stage, async (at) => {
    const workers = (world: World): Workers => {
      world.disturbed = true;
      return firstActivity({ at, kind: 'fail' })(world);
    };
    const { world } = await driven(again, workers, stage.open);
    expectSound(world);
    expect(outcome(world)).toEqual(outcome(repeatable));
  });
}

/**
 * The first driver, and then the first activity, stands still at each of its moments, a run each,
 * and goes on when others have ended the run: nothing that is stored changes.
 */
export async function backAfterTheEnd(plain: FlowSketch, stage = IN_MEMORY): Promise<void> {
  const flow = allRepeatable(plain);
  const { world: undisturbed, driver, activity } = await moments(flow, stage.open);
  const check = async (kind: keyof Workers, at: number): Promise<void> => {
    const { one, workers } = disturbed(kind, { at, kind: 'stop' });
    const { world, shell } = await driven(flow, workers, stage.open);
    const before = await world.store.everything();
    one()?.resume();
    await shell.settled();
    expect(await world.store.everything()).toEqual(before);
    expectSound(world);
    expectAlike(world, undisturbed);
  };
  await atEach(driver, stage, (at) => check('driver', at));
  await atEach(activity, stage, (at) => check('activity', at));
}

/** `failing`, for flows whose end depends on how long things take: what is stored is judged by its own events. */
export async function failingSound(flow: FlowSketch, stage = IN_MEMORY): Promise<void> {
  const { driver, activity } = await moments(flow, stage.open);
  const check = async (workers: (world: World) => Workers): Promise<void> => {
    const { world } = await driven(
      flow,
      (w) => {
        w.disturbed = true;
        return workers(w);
      },
      stage.open,
    );
    expectSound(world);
  };
  await atEach(driver, stage, (at) => check(firstDriver({ at, kind: 'fail' })));
  await atEach(activity, stage, (at) => check(firstActivity({ at, kind: 'fail' })));
}

/** `backAfterTheEnd`, in the same way. */
export async function backAfterTheEndSound(flow: FlowSketch, stage = IN_MEMORY): Promise<void> {
  const { driver, activity } = await moments(flow, stage.open);
  const check = async (kind: keyof Workers, at: number): Promise<void> => {
    const { one, workers } = disturbed(kind, { at, kind: 'stop' });
    const { world, shell } = await driven(flow, workers, stage.open);
    const before = await world.store.everything();
    one()?.resume();
    await shell.settled();
    expect(await world.store.everything()).toEqual(before);
    expectSound(world);
  };
  await atEach(driver, stage, (at) => check('driver', at));
  await atEach(activity, stage, (at) => check('activity', at));
}

/** The first process stands still at a moment, and goes on at a moment of the second one. */
export interface Back {
  readonly of: keyof Workers;
  readonly at: number;
  readonly later: number;
}

/** A process that stood still comes back while another does its work: it changes nothing of that. */
export async function backMeanwhile(plain: FlowSketch, { of, at, later }: Back, stage = IN_MEMORY): Promise<void> {
  const flow = allRepeatable(plain);
  const undisturbed = await driven(flow, undefined, stage.open);
  const { one, workers } = disturbed(of, { at, kind: 'stop' }, (first) => ({
    at: later,
    kind: 'do',
    act: () => first()?.resume(),
  }));
  const { world, shell } = await driven(flow, workers, stage.open);
  one()?.resume();
  await shell.settled();
  await world.store.refresh();
  expectSound(world);
  expectAlike(world, undisturbed.world);
}

/** The same, at each moment of the first driver and of the first activity. */
export async function backMeanwhileEverywhere(flow: FlowSketch, stage = IN_MEMORY): Promise<void> {
  const { driver, activity } = await moments(allRepeatable(flow), stage.open);
  const later = (at: number, moments: number): number => 1 + ((at * 7) % moments);
  await atEach(driver, stage, (at) => backMeanwhile(flow, { of: 'driver', at, later: later(at, driver) }, stage));
  await atEach(activity, stage, (at) => backMeanwhile(flow, { of: 'activity', at, later: later(at, activity) }, stage));
}

/** Workers of which the first and the second of a kind are disturbed like this. */
function disturbed(
  kind: keyof Workers,
  first: Disturbance,
  second: (one: () => SimProcess | undefined) => Disturbance | null = () => null,
): { one: () => SimProcess | undefined; workers: (world: World) => Workers } {
  let made: SimProcess | undefined;
  const one = (): SimProcess | undefined => made;
  const nth = (world: World, n: number): SimProcess => {
    if (n === 1) return (made = new SimProcess(world, first));
    return new SimProcess(world, n === 2 ? second(one) : null);
  };
  return { one, workers: (world) => ({ [kind]: (n: number) => nth(world, n) }) };
}
