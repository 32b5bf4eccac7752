import type { NodeTypeSpec } from '@app/definition';

/** `log`: a line in the run's log. */
export const logType: NodeTypeSpec = {
  type: 'log',
  title: 'Log',
  description: "Writes a line to the run's log. Its output is `{ level, message }`.",
  kind: 'compute',
  schema: {
    type: 'object',
    required: ['message'],
    properties: {
      message: {
        type: 'string',
        title: 'Message',
        description: 'A template; a value that is no text is written as JSON. Past 16,384 characters it is cut off.',
        examples: ['Order {{ input.order_id }} is worth {{ nodes.total.output }}'],
      },
      level: {
        type: 'string',
        enum: ['debug', 'info', 'warn', 'error'],
        default: 'info',
        title: 'Level',
        description: 'How much the line matters. It changes nothing but the line.',
        examples: ['warn'],
      },
    },
  },
  fields: { message: 'template' },
  handles: () => ['out'],
  errorHandle: false,
};
