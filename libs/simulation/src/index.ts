export type { Mock, Mocks } from './mock.js';
export { simulate, SIMULATION_LIMITS } from './simulate.js';
export type { SimulationInput, SimulationLimits, SimulationResult, StillWaiting } from './simulation.types.js';
