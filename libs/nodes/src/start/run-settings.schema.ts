import { type JsonObject, LABEL_NAME, RUN_SETTINGS_LIMITS } from '@app/definition';

const { concurrency, labels } = RUN_SETTINGS_LIMITS;
/** Characters of a template. */
const TEMPLATE = 2_000;

/** JSON Schema of `settings`, section 9 of the flow language. */
export const runSettingsSchema: JsonObject = {
  type: 'object',
  title: 'Run settings',
  description: 'How each run of the flow is treated.',
  properties: {
    timeout: {
      type: 'string',
      format: 'duration',
      title: 'Timeout',
      description:
        'How long the whole run may take, from its start; past it the run fails with RUN_TIMEOUT. Missing: no limit.',
      examples: ['30m', 'PT2H', '7d'],
    },
    concurrency: {
      type: 'object',
      title: 'Concurrency',
      description: 'How many runs of the flow may be open at a time. Missing: any number.',
      required: ['limit'],
      properties: {
        limit: {
          type: 'integer',
          minimum: 1,
          maximum: concurrency,
          title: 'Limit',
          description: 'Runs with the same key that may be open at a time.',
          examples: [1, 10],
        },
        key: {
          type: 'string',
          minLength: 1,
          maxLength: TEMPLATE,
          title: 'Key',
          description: 'What the limit is for; a template over the input. Missing: all runs of the flow.',
          examples: ['{{ input.customer_id }}'],
        },
        on_limit: {
          type: 'string',
          enum: ['queue', 'reject', 'cancel_oldest'],
          default: 'queue',
          title: 'At the limit',
          description:
            'What becomes of one more run: it waits for its turn, it is refused, or the oldest ones are cancelled for it.',
          examples: ['reject'],
        },
      },
      examples: [{ limit: 1, key: '{{ input.customer_id }}' }],
    },
    priority: {
      type: 'integer',
      minimum: 1,
      maximum: 5,
      default: 3,
      title: 'Priority',
      description: '1 high to 5 low, where the request names none. Each level counts as ten minutes of waiting.',
      examples: [1],
    },
    labels: {
      type: 'object',
      maxProperties: labels,
      propertyNames: { pattern: LABEL_NAME },
      additionalProperties: { type: 'string', maxLength: TEMPLATE },
      title: 'Labels',
      description: 'Texts by which runs are found again, by name; templates over the input.',
      examples: [{ customer: '{{ input.customer_id }}' }],
    },
    retention: {
      type: 'string',
      format: 'duration',
      title: 'Retention',
      description:
        'How long an ended run is kept, a minute at least; then it is deleted. Missing: as the installation says.',
      examples: ['30d'],
    },
    type: {
      type: 'string',
      enum: ['standard', 'express'],
      default: 'standard',
      title: 'Type',
      description:
        'How runs are carried. `express`: for short and frequent ones; the flow only computes and does short work, and its runs share Temporal workflows.',
      examples: ['express'],
    },
  },
  examples: [{ timeout: '30m' }],
};
