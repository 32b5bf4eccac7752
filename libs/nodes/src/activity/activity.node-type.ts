import type { NodeTypeSpec } from '@app/definition';
import { checkCall, MAX_NAME_CHARACTERS } from './check-call.js';
import { argumentsField, taskQueueField } from './call.schema.js';

/** `activity`: an activity of somebody else's worker. */
export const activityType: NodeTypeSpec = {
  type: 'activity',
  title: 'Activity',
  description:
    "Calls a Temporal activity, in any language, on any task queue. Its output is what the activity returns. Its arguments and its result are in Temporal's history: no secrets can be read here.",
  kind: 'call',
  schema: {
    type: 'object',
    required: ['activity', 'task_queue'],
    properties: {
      activity: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_NAME_CHARACTERS,
        title: 'Activity',
        description: 'Its type: the name by which workers register it.',
        examples: ['chargeCard', 'ProcessPayment'],
      },
      task_queue: taskQueueField,
      arguments: argumentsField,
      heartbeat_timeout: {
        type: 'string',
        format: 'duration',
        title: 'Heartbeat time-out',
        description:
          'The activity has to be heard of this often: ISO 8601 or 30s, 5m. With it, one whose worker died is given up after so long, and a cancel reaches the activity. Missing: it need not be heard of.',
        examples: ['30s'],
      },
    },
  },
  fields: { task_queue: 'template', arguments: 'template' },
  handles: () => ['out'],
  errorHandle: true,
  defaultTimeoutMs: 600_000,
  check: (data) => checkCall(data, 'activity'),
};
