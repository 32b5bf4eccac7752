import type { FlowTest } from './flow-test.entity.js';

/** What a test says, in the words in which it is written: mocks, events and expectations are read when it runs. */
export type FlowTestContent = Pick<
  FlowTest,
  'name' | 'description' | 'input' | 'mocks' | 'events' | 'cancelAfter' | 'startAt' | 'expectations'
>;

/** How many tests a flow may have, and how large one may be. */
export const FLOW_TEST_LIMITS = {
  tests: 200,
  /** Characters of JSON that one has. */
  size: 256 * 1024,
} as const;

/** Without what only its row has. */
export function contentOf(test: FlowTestContent): FlowTestContent {
  const { name, description, input, mocks, events, cancelAfter, startAt, expectations } = test;
  return { name, description, input, mocks, events, cancelAfter, startAt, expectations };
}

/** Whether two say the same, the order of their keys included. */
export const isSameTest = (one: FlowTestContent, other: FlowTestContent): boolean =>
  JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
