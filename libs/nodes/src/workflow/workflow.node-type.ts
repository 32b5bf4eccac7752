import type { NodeTypeSpec } from '@app/definition';
import { argumentsField, taskQueueField } from '../activity/call.schema.js';
import { checkCall, MAX_NAME_CHARACTERS } from '../activity/check-call.js';

/** `workflow`: a workflow that is written in code. */
export const workflowType: NodeTypeSpec = {
  type: 'workflow',
  title: 'Workflow',
  description:
    "Runs a Temporal workflow that is written in code, in any language, on any task queue. Its output is what the workflow returns; or, where it is only started, its ids. Its arguments and its result are in Temporal's history: no secrets can be read here.",
  kind: 'call',
  schema: {
    type: 'object',
    required: ['workflow', 'task_queue'],
    properties: {
      workflow: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_NAME_CHARACTERS,
        title: 'Workflow',
        description: 'Its type: the name by which workers register it.',
        examples: ['orderWorkflow', 'ShipOrder'],
      },
      task_queue: taskQueueField,
      arguments: argumentsField,
      wait: {
        type: 'boolean',
        default: true,
        title: 'Wait',
        description:
          'true: the node ends with the workflow, and the workflow is cancelled with the node. false: it ends as soon as the workflow has started, and the workflow goes its own way.',
        examples: [true],
      },
    },
  },
  fields: { task_queue: 'template', arguments: 'template' },
  handles: () => ['out'],
  errorHandle: true,
  check: (data) => [
    ...checkCall(data, 'workflow'),
    ...(data['wait'] === false && data['timeout'] !== undefined
      ? [
          {
            path: 'timeout',
            message: 'Nothing is waited for: `timeout` has no effect',
            code: 'FIELD_WITHOUT_EFFECT' as const,
          },
        ]
      : []),
  ],
};
