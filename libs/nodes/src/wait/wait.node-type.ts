import type { NodeTypeSpec } from '@app/definition';
import { checkWaitEnd } from '../executor/wait-end.js';
import { checkEventName } from './check-event-name.js';

/** `wait`: waits for an event that is sent to the run. */
export const waitType: NodeTypeSpec = {
  type: 'wait',
  title: 'Wait for an event',
  description:
    "Waits for an event that is sent to the run, or to all runs that wait for its name. One that came before is kept for it. Its output is the event's payload; null when the time is over.",
  kind: 'event',
  schema: {
    type: 'object',
    required: ['event'],
    properties: {
      event: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        title: 'Event',
        description: 'Its name. It is fixed, and no template: by it the runs are found that wait.',
        examples: ['payment.received'],
      },
      timeout: {
        type: 'string',
        title: 'Time-out',
        description: 'How long to wait: ISO 8601 or 30s, 5m, 1h30m, 2d; a template. Missing: until it comes.',
        examples: ['2d', 'PT12H', '{{ input.hours }}h'],
      },
      schema: {
        type: 'object',
        title: 'Schema',
        description: 'JSON Schema that the payload must hold; it is checked when the event is sent. Missing: any JSON.',
        examples: [{ type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } }],
      },
      match: {
        type: ['string', 'boolean'],
        title: 'Match',
        description:
          'An expression: the node takes the oldest event for which it holds, and leaves the others. It reads the event as `event.name`, `event.id` and `event.payload`. Missing: any.',
        examples: ['event.payload.order_id = input.order_id'],
      },
    },
  },
  fields: { timeout: 'template', match: 'expression' },
  handles: () => ['received', 'timeout'],
  errorHandle: false,
  timeoutHandle: 'timeout',
  fallbackHandle: 'timeout',
  ownNames: { match: ['event'] },
  schemas: ['schema'],
  check: (data) => [...checkEventName(data), ...checkWaitEnd(data)],
};
