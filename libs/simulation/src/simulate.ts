import type { Plan } from '@app/definition';
import type { Executor, RunFacts } from '@app/engine';
import { AppError } from '@app/errors';
import { MockBook } from './mock.js';
import { mockedExecutor } from './mocked-executor.js';
import { MockedWork } from './mocked-work.js';
import { OutsideWorld } from './outside-world.js';
import { playOut, simulatedPorts } from './play-out.js';
import { SimulatedStore } from './simulated-store.js';
import type { SimulationInput, SimulationLimits, SimulationResult } from './simulation.types.js';
import { toResult } from './to-result.js';

/** The limits where none are given; docs/reference/simulation.md names them. */
export const SIMULATION_LIMITS: SimulationLimits = {
  events: 100_000,
  timeMs: 10_000,
  durationMs: 100 * 365.25 * 86_400_000,
};

/**
 * Runs a plan by the interpreter itself, with no server: time is virtual and skipped, what works
 * outside is mocked. What it gives is what a real run would, had the outside done as the mocks say.
 *
 * @param executor the executor of the node types; nothing of it that has an effect is called
 * @throws AppError SIMULATION_LIMIT past the limits
 */
export async function simulate(
  plan: Plan,
  executor: Executor,
  given: SimulationInput,
  limits: SimulationLimits = SIMULATION_LIMITS,
): Promise<SimulationResult> {
  const clock = { at: given.startAt };
  const world = new OutsideWorld();
  const guard = limitGuard(limits, given.startAt, clock);
  const book = new MockBook(given.mocks ?? {});
  const facts: RunFacts = {
    runId: '00000000-0000-7000-8000-000000000000',
    flow: given.flow,
    flowVersionId: 'simulated',
    input: given.input,
    parentRunId: null,
    depth: 0,
    slice: null,
    startedAt: null,
  };
  const store: SimulatedStore = new SimulatedStore(facts, (write) => work.outside(write), guard.events);
  const work = new MockedWork(plan, store, world, book, () => clock.at);
  work.planInput(given);
  const ports = simulatedPorts({
    plan,
    store,
    executor: mockedExecutor(executor, book),
    env: given.env,
    now: () => clock.at,
  });
  const ended = await playOut({ ports, runId: facts.runId, work, world, clock, onTime: guard.time });
  return toResult(plan, store, ended, clock.at - given.startAt, work.unmocked);
}

function limitGuard(limits: SimulationLimits, startAt: number, clock: { readonly at: number }) {
  const endsAt = Date.now() + limits.timeMs;
  let count = 0;
  const time = (): void => {
    if (clock.at - startAt > limits.durationMs) throw beyond('would last longer than a hundred years');
    if (Date.now() > endsAt) throw beyond(`takes longer than ${limits.timeMs} ms to simulate`);
  };
  return {
    time,
    events: (events: readonly unknown[]): void => {
      count += events.length;
      if (count > limits.events) throw beyond(`has more than ${limits.events} events`);
      time();
    },
  };
}

const beyond = (what: string): AppError => new AppError('SIMULATION_LIMIT', `The run ${what}.`);
