import type { JsonObject } from '@app/definition';

/** JSON Schema of the fields that `activity` and `workflow` share. */
export const taskQueueField: JsonObject = {
  type: 'string',
  minLength: 1,
  maxLength: 1_000,
  title: 'Task queue',
  description: 'The queue that the workers poll that have it; a template.',
  examples: ['payments', 'payments-{{ input.region }}'],
};

export const argumentsField: JsonObject = {
  title: 'Arguments',
  description:
    'A template of any JSON. A list is the list of arguments; anything else is the only argument. At most 1 MiB of JSON, and 100 arguments.',
  examples: [[{ order_id: '{{ input.order_id }}' }, 3], { order_id: '{{ input.order_id }}' }],
};
