import type { NodeTypeSpec } from '@app/definition';
import { checkDelay } from './check-delay.js';

/** `delay`: a durable timer. */
export const delayType: NodeTypeSpec = {
  type: 'delay',
  title: 'Delay',
  description: 'Waits for a time, or until a time; either survives every restart. Its output is null.',
  kind: 'wait',
  schema: {
    type: 'object',
    oneOf: [{ required: ['duration'] }, { required: ['until'] }],
    properties: {
      duration: {
        type: 'string',
        title: 'Duration',
        description: 'How long to wait: ISO 8601 or 30s, 5m, 1h30m, 2d; a template. At most 100 years.',
        examples: ['30s', 'PT12H', '{{ input.days }}d'],
      },
      until: {
        type: 'string',
        title: 'Until',
        description:
          'When to go on: an ISO 8601 time with its offset; a template. A time that has passed goes on at once.',
        examples: ['2030-01-01T09:00:00Z', '{{ input.due_at }}'],
      },
    },
  },
  fields: { duration: 'template', until: 'template' },
  handles: () => ['out'],
  errorHandle: false,
  check: checkDelay,
};
