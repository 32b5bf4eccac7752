// What tests of other libs use of the simulator: generated flows, and proofs that hold of any store.
export { flows, nestedFlows } from './generators/flows.js';
export { aMockedFlow, type MockedFlow, type MockSketch } from './sketch/a-mocked-flow.js';
export { PROOF, runs, UNHURRIED } from './proof-size.js';
export {
  backAfterTheEnd,
  backMeanwhileEverywhere,
  dying,
  failing,
  failingSound,
  type Stage,
} from './simulator/befalls.js';
export { expectSound } from './simulator/expect-sound.js';
export { allRepeatable, driven } from './simulator/scenes.js';
export { StoredRun } from './simulator/stored-run.js';
export { type Call, calling, type WorldStore } from './simulator/world-store.js';
export { VirtualTime } from './simulator/virtual-time.js';
