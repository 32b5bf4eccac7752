import type { EndpointLinks } from '@app/http';

const OF_A_RUN = ['getRun', 'listRunSteps', 'listRunEvents', 'getRunLog', 'cancelRun', 'sendEvent'];

/** What can be asked of a run that a response shows. */
export const RUN_LINKS: EndpointLinks = {
  ...Object.fromEntries(OF_A_RUN.map((operation) => [operation, { id: '/id' }])),
  getFlow: { id: '/flow_id' },
  listRuns: { parent_run_id: '/id' },
};
