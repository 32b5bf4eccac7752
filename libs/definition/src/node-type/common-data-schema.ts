import type { JsonObject } from '../json.js';

const duration = (description: string): JsonObject => ({
  type: 'string',
  format: 'duration',
  description: `${description} ISO 8601 (PT30S) or 30s, 5m, 1h30m, 2d.`,
});

/** JSON Schema (2020-12) of the fields that every node's `data` may hold, section 4 of the flow language. */
export const commonDataSchema: JsonObject = {
  type: 'object',
  properties: {
    label: { type: 'string', maxLength: 1_000, description: 'What people call the node.' },
    when: { type: ['string', 'boolean'], description: 'An expression; where it is false the node is skipped.' },
    join: {
      description: 'Which incoming edges it needs.',
      default: 'all_done',
      oneOf: [
        { type: 'string', enum: ['all_done', 'all_success', 'any'] },
        {
          type: 'object',
          properties: { n_of_m: { type: 'integer', minimum: 1 } },
          required: ['n_of_m'],
          additionalProperties: false,
        },
      ],
    },
    timeout: duration('How long one attempt may take.'),
    retry: {
      type: 'object',
      description: 'Whether and when a failed attempt is made again.',
      properties: {
        max_attempts: { type: 'integer', minimum: 1, maximum: 10_000, default: 3, description: 'With the first one.' },
        initial_interval: { ...duration('The pause before the second attempt.'), default: '1s' },
        backoff_coefficient: {
          type: 'number',
          minimum: 1,
          maximum: 100,
          default: 2,
          description: 'By how much each pause grows.',
        },
        max_interval: { ...duration('The longest pause.'), default: '1m' },
        max_duration: duration('No attempt begins later than this after the first one.'),
        jitter: {
          type: 'number',
          minimum: 0,
          maximum: 1,
          default: 0.1,
          description: 'The part of a pause that is random.',
        },
        non_retryable_errors: {
          type: 'array',
          items: { type: 'string', maxLength: 200 },
          maxItems: 100,
          description: 'Error codes after which no attempt is made.',
        },
      },
      additionalProperties: false,
    },
    on_error: {
      type: 'string',
      enum: ['fail', 'continue'],
      default: 'fail',
      description: 'What an error does that no edge handles.',
    },
    mask: { type: 'boolean', default: false, description: 'Whether the output is stored encrypted and shown as ***.' },
  },
};
