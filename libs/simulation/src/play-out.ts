import type { Plan } from '@app/definition';
import { type AdvanceLimits, advanceRun, type Advanced, type DriverPorts, type Executor } from '@app/engine';
import type { MockedWork } from './mocked-work.js';
import type { OutsideWorld } from './outside-world.js';
import type { SimulatedStore } from './simulated-store.js';
import type { SimulationInput } from './simulation.types.js';

/** Every wait and every effect is left to the simulation, so that no real time passes. */
export const LEAVE_ALL = { budgetMs: Infinity, shortEffectMs: -1, shortWaitMs: -1, outageMs: 0, maxDepth: 20 };

interface PortParts {
  readonly plan: Plan;
  readonly store: SimulatedStore;
  readonly executor: Executor;
  readonly env: SimulationInput['env'];
  readonly now: () => number;
  readonly limits?: AdvanceLimits;
}

/** What the driver of a simulated run is given. */
export function simulatedPorts({ plan, store, executor, env, now, limits = LEAVE_ALL }: PortParts): DriverPorts {
  return {
    store,
    executor,
    // Jitter makes pauses shorter at random: a simulation takes the whole pause.
    clock: { now, random: () => 1, sleep: () => Promise.resolve() },
    inbox: { watch: () => () => undefined },
    plans: { plan: () => Promise.resolve(plan) },
    flows: {
      resolve: ({ flow, version, input }) => {
        const resolved = { id: flow, name: flow, version: version === 'published' ? 0 : version };
        return Promise.resolve({ flowVersionId: 'simulated', flow: resolved, input, terms: {} });
      },
      newRunId: () => '00000000-0000-7000-8000-000000000001',
    },
    wake: () => undefined,
    limits,
    env,
  };
}

interface Play {
  readonly ports: DriverPorts;
  readonly runId: string;
  readonly work: MockedWork;
  readonly world: OutsideWorld;
  readonly clock: { at: number };
  /** Told that virtual time has passed. */
  readonly onTime: () => void;
}

/** Advances a run, and lets virtual time pass, until it has ended or nothing brings what it waits for. @returns whether it has ended */
export async function playOut({ ports, runId, work, world, clock, onTime }: Play): Promise<boolean> {
  for (;;) {
    const advanced: Advanced = await advanceRun(ports, runId, [], new AbortController().signal, work.report());
    if (advanced.ended) return true;
    work.begin(advanced);
    if (advanced.again) continue;
    const next = earliest(advanced.wakeAt, world.next);
    if (next === null) return false;
    clock.at = Math.max(clock.at, next);
    onTime();
    world.passTo(clock.at);
  }
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
