import type { FlowTestContent } from '../src/test-cases/flow-test-content.js';

/** A test as it is kept. */
export function aFlowTest(name: string, fields: Partial<FlowTestContent> = {}): FlowTestContent {
  const nothing = { description: null, input: {}, mocks: {}, events: [], cancelAfter: null, startAt: null };
  return { name, ...nothing, expectations: {}, ...fields };
}

/** A test that fails by the gate of the scene. */
export const failing = (name: string): FlowTestContent => aFlowTest(name, { expectations: { fails: true } });
