import type { ApiDescription } from '@app/http';

/** What OpenAPI says of the API as a whole. */
export const API_DESCRIPTION: ApiDescription = {
  title: 'Millrace API',
  version: '1',
  description: `Flows, kept and versioned; their runs, carried durably on Temporal; both read back.

A success is \`{ "data", "meta" }\`; an error is \`{ "error": { "code", "message", "details" } }\` with a code of the error registry. Every response carries \`x-request-id\`. Fields that are not named here are refused.`,
  openSchemas: ['Definition', 'DefinitionNode', 'DefinitionEdge'],
  tags: [
    ['flows', 'Flow definitions, their drafts, versions, publications and files'],
    ['node types', 'What a node of a flow can be'],
    ['runs', 'Starting, watching and cancelling runs'],
    ['events', 'What runs wait for, sent to one or to all of them'],
    ['approvals', 'What people are asked by runs, and what they answer'],
    ['health', 'Whether the servers are up'],
  ],
};
