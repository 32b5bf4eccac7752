import type { NodeTypeSpec } from '@app/definition';

/** `transform`: a pure value. */
export const transformType: NodeTypeSpec = {
  type: 'transform',
  title: 'Transform',
  description: 'Makes a value out of what the run knows so far. Costs no activity.',
  kind: 'compute',
  schema: {
    type: 'object',
    required: ['output'],
    properties: {
      output: {
        title: 'Output',
        description: 'A template of any JSON; its value is the output of the node.',
        examples: [
          '{{ $sum(input.lines.price) }}',
          { name: '{{ input.first }} {{ input.last }}', lines: '{{ $count(input.lines) }}' },
        ],
      },
    },
  },
  fields: { output: 'template' },
  handles: () => ['out'],
  errorHandle: false,
};
