import type { Definition } from '@app/definition';
import type { StoredState } from '@app/engine';
import type { SimulatedStore } from '../../src/simulated-store.js';
import type { SimulationInput } from '../../src/index.js';
import { START } from '../a-simulation.js';
import type { Manner } from './kept-run.js';

/** What is known at a write that may be the middle of a run. */
export interface Middle {
  readonly store: SimulatedStore;
  /** The snapshot in this write; null: it has none. */
  readonly state: StoredState | null;
  /** Whether the last attempt at this path has this status, and the node at it another one has, and so on. */
  are(statuses: Readonly<Record<string, string>>): boolean;
}

/** A run, and the middle of it that is kept. */
export interface Scenario {
  readonly definition: Definition;
  readonly given?: Partial<SimulationInput>;
  readonly manner?: Manner;
  /** The process dies after the first write of which this holds. */
  readonly middle: (middle: Middle) => boolean;
}

/** A scenario that is left where it waits, with these statuses. */
export function resting(
  definition: Definition,
  statuses: Readonly<Record<string, string>>,
  given: Partial<SimulationInput> = {},
): Scenario {
  return { definition, given, middle: ({ state, are }) => state !== null && are(statuses) };
}

/** A scenario that is left as soon as its snapshot says so, by a process that leaves after every node. */
export function hurried(
  definition: Definition,
  middle: (state: StoredState, of: Middle) => boolean,
  given: Partial<SimulationInput> = {},
): Scenario {
  return {
    definition,
    given,
    manner: { hurried: true },
    middle: (of) => of.state !== null && middle(of.state, of),
  };
}

/** What is given where a scenario says nothing else. */
export const givenBy = ({ given }: Scenario): SimulationInput => ({
  input: null,
  flow: { id: 'flow', name: 'Flow', version: 1 },
  startAt: START,
  env: {},
  ...given,
});
