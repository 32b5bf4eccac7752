import type { NodeTypeSpec } from '@app/definition';

/** `condition`: one of two ways. */
export const conditionType: NodeTypeSpec = {
  type: 'condition',
  title: 'Condition',
  description:
    'Goes one of two ways. Nothing, null, false, 0, the empty string, the empty object, and a list of which no item is true, count as false; everything else as true. Its output is true or false.',
  kind: 'compute',
  schema: {
    type: 'object',
    required: ['expression'],
    properties: {
      expression: {
        type: 'string',
        minLength: 1,
        title: 'Expression',
        description: 'What decides, as JSONata, bare or in {{ }}.',
        examples: ['input.amount > 100', '{{ nodes.check.output.body.ok }}'],
      },
    },
  },
  fields: { expression: 'expression' },
  handles: () => ['true', 'false'],
  errorHandle: false,
  fallbackHandle: 'false',
};
