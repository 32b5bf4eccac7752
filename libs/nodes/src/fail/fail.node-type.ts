import type { NodeTypeSpec } from '@app/definition';

/** `fail`: ends its scope with an error. */
export const failType: NodeTypeSpec = {
  type: 'fail',
  title: 'Fail',
  description: 'Ends its scope with an error; in the root, the run. It is never tried again.',
  kind: 'compute',
  schema: {
    type: 'object',
    properties: {
      code: {
        type: 'string',
        default: 'FLOW_FAILED',
        title: 'Code',
        description:
          'What the error is called; a template. Letters, digits, `_`, `.` and `-`, beginning with a letter, at most 64 characters.',
        examples: ['ORDER_NOT_PAYABLE'],
      },
      message: {
        type: 'string',
        title: 'Message',
        description: 'What went wrong, for a person to read; a template.',
        examples: ['Order {{ input.order_id }} cannot be paid.'],
      },
      details: {
        title: 'Details',
        description: 'What else belongs to the error; a template of any JSON.',
        examples: [{ order_id: '{{ input.order_id }}' }],
      },
    },
  },
  fields: { code: 'template', message: 'template', details: 'template' },
  handles: () => [],
  errorHandle: false,
};
