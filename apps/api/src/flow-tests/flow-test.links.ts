import type { EndpointLinks } from '@app/http';

/** What can be asked of a test that was made. */
export const FLOW_TEST_LINKS: EndpointLinks = {
  ...Object.fromEntries(
    ['getFlowTest', 'replaceFlowTest', 'updateFlowTest', 'deleteFlowTest'].map((operation) => [
      operation,
      { id: '/flow_id', test: '/id' },
    ]),
  ),
  testFlow: { id: '/flow_id' },
};
