import type { NodeTypeSpec } from '@app/definition';

/** `end`: gives its scope's output. */
export const endType: NodeTypeSpec = {
  type: 'end',
  title: 'End',
  description:
    'Gives the output of its scope: in the root, of the run. The first one reached counts; what else is under way still finishes.',
  kind: 'compute',
  role: 'end',
  schema: {
    type: 'object',
    properties: {
      output: {
        title: 'Output',
        description: 'A template of any JSON. Missing: null.',
        examples: ['{{ nodes.total.output }}', { order: '{{ input.order_id }}', paid: true }],
      },
    },
  },
  fields: { output: 'template' },
  handles: () => [],
  errorHandle: false,
};
