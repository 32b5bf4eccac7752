import type { EndpointLinks } from '@app/http';

const OF_A_FLOW = [
  'getFlow',
  'replaceFlow',
  'updateFlow',
  'deleteFlow',
  'publishFlow',
  'listFlowPublications',
  'archiveFlow',
  'unarchiveFlow',
  'duplicateFlow',
  'exportFlow',
  'listFlowVersions',
  'listFlowTests',
  'createFlowTest',
  'testFlow',
  'startRun',
  'listFlowRuns',
];

/** What can be asked of a flow that a response shows. */
export const FLOW_LINKS: EndpointLinks = {
  ...Object.fromEntries(OF_A_FLOW.map((operation) => [operation, { id: '/id' }])),
  getFlowVersion: { id: '/id', version: '/version' },
  restoreFlowVersion: { id: '/id', version: '/version' },
  diffFlowVersions: { id: '/id', a: '/version', b: '/version' },
};
