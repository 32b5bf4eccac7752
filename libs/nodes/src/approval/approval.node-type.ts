import type { JsonObject, NodeTypeSpec } from '@app/definition';
import { checkWaitEnd } from '../executor/wait-end.js';
import { checkAssignees } from './check-assignees.js';
import { DEFAULT_QUORUM, MAX_ASSIGNEES, MAX_NAME, MAX_QUORUM } from './approval-limits.js';

const names = (what: string, examples: JsonObject['examples']): JsonObject => ({
  type: ['array', 'string'],
  maxItems: MAX_ASSIGNEES,
  items: { type: 'string', minLength: 1 },
  title: what,
  description: `${what}: names of at most ${MAX_NAME} characters, or a template that gives a list of them.`,
  ...(examples === undefined ? {} : { examples }),
});

/** `approval`: people decide. */
export const approvalType: NodeTypeSpec = {
  type: 'approval',
  title: 'Approval',
  description:
    'Asks people to approve or reject, with a form where one is wanted. Its output is `{ decision, votes, form }`; null when the time is over.',
  kind: 'approval',
  schema: {
    type: 'object',
    required: ['title'],
    properties: {
      title: {
        type: 'string',
        minLength: 1,
        title: 'Title',
        description: 'What is asked, in a line; a template. Past 500 characters it is cut off.',
        examples: ['Pay {{ input.amount }} EUR to {{ input.supplier }}?'],
      },
      description: {
        type: 'string',
        title: 'Description',
        description: 'What those who decide should know; a template. Past 16,384 characters it is cut off.',
        examples: ['Order {{ input.order_id }}, see {{ input.link }}.'],
      },
      assignees: {
        type: 'object',
        title: 'Assignees',
        description:
          'Who is asked. Where users are named, only they may decide; else anybody. Roles are recorded, not checked.',
        additionalProperties: false,
        properties: {
          users: names('Users', ['{{ input.approvers }}', ['ada', '{{ input.manager }}']]),
          roles: names('Roles', [['finance']]),
        },
        examples: [{ users: ['ada', '{{ input.manager }}'] }, { roles: ['finance'] }],
      },
      quorum: {
        type: 'integer',
        minimum: 1,
        maximum: MAX_QUORUM,
        default: DEFAULT_QUORUM,
        title: 'Quorum',
        description: 'How many must approve. One who rejects is enough to reject.',
        examples: [2],
      },
      form_schema: {
        type: 'object',
        title: 'Form',
        description: 'JSON Schema of what is filled in by those who decide. Missing: there is no form.',
        examples: [{ type: 'object', required: ['budget'], properties: { budget: { type: 'string' } } }],
      },
      timeout: {
        type: 'string',
        title: 'Time-out',
        description: 'How long there is to decide: ISO 8601 or 30s, 5m, 1h30m, 2d; a template. Missing: for ever.',
        examples: ['2d', 'PT12H', '{{ input.hours }}h'],
      },
      allow_self: {
        type: 'boolean',
        default: true,
        title: 'The one who started the run may decide',
        description: 'With false, whoever is recorded as having started the run may not.',
        examples: [false],
      },
    },
  },
  fields: {
    title: 'template',
    description: 'template',
    'assignees.users': 'template',
    'assignees.roles': 'template',
    timeout: 'template',
  },
  handles: () => ['approved', 'rejected', 'timeout'],
  errorHandle: false,
  timeoutHandle: 'timeout',
  fallbackHandle: 'timeout',
  schemas: ['form_schema'],
  check: (data) => [...checkAssignees(data), ...checkWaitEnd(data)],
};
