export type { Mock, Mocks } from './mock.js';
export { readEvents, type SimulatedEvent } from './read-events.js';
export { readMocks } from './read-mocks.js';
export { timeMs } from './time-ms.js';
export { simulate, SIMULATION_LIMITS } from './simulate.js';
export type { SimulationInput, SimulationLimits, SimulationResult, StillWaiting } from './simulation.types.js';
