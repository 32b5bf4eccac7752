import type { FlowSketch } from '../sketch/sketch.js';
import { MemoryStore } from './memory-store.js';
import { SimProcess, type Disturbance } from './process.js';
import { Shell, type Workers } from './shell.js';
import type { WorldStore } from './world-store.js';
import { World } from './world.js';

/** Makes the store of one more run. */
export type OpenStore = () => Promise<WorldStore>;

const inMemory: OpenStore = async () => new MemoryStore();

/** The same flow, with effects that may all be made again without a policy. */
export function allRepeatable(flow: FlowSketch): FlowSketch {
  return { ...flow, nodes: flow.nodes.map((node) => (node.kind === 'effect' ? { ...node, repeatable: true } : node)) };
}

/** What no disturbance may change of a run whose effects may all be made again. */
export function outcome({ picture }: World): unknown {
  const { status } = picture.outcome ?? { status: 'open' };
  if (status !== 'success') return { status };
  const nodes = Object.entries(picture.nodes).map(([path, node]) => [path, node.status, node.failures]);
  return { status, nodes: Object.fromEntries(nodes) as unknown };
}

/** A run, driven to its end. */
export async function driven(
  flow: FlowSketch,
  workers: (world: World) => Workers = () => ({}),
  open = inMemory,
): Promise<{ world: World; shell: Shell }> {
  const world = new World(flow, await open());
  const shell = new Shell(world, workers(world));
  await shell.follow();
  return { world, shell };
}

/** How many moments the first driver and the first activity of an undisturbed run have. */
export async function moments(
  flow: FlowSketch,
  open = inMemory,
): Promise<{ world: World; driver: number; activity: number }> {
  const firsts: { driver?: SimProcess; activity?: SimProcess } = {};
  const workers = (w: World): Workers => ({
    driver: () => (firsts.driver ??= new SimProcess(w)),
    activity: (n) => {
      const process = new SimProcess(w);
      if (n === 1) firsts.activity = process;
      return process;
    },
  });
  const { world } = await driven(flow, workers, open);
  return { world, driver: firsts.driver?.moments ?? 0, activity: firsts.activity?.moments ?? 0 };
}

/** Workers of which the first driver is disturbed like this. */
export function firstDriver(disturbance: Disturbance): (world: World) => Workers {
  return (world) => ({ driver: (n) => new SimProcess(world, n === 1 ? disturbance : null) });
}

/** Workers of which the first to carry out an activity is disturbed like this. */
export function firstActivity(disturbance: Disturbance): (world: World) => Workers {
  return (world) => ({ activity: (n) => new SimProcess(world, n === 1 ? disturbance : null) });
}
