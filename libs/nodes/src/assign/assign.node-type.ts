import type { JsonObject, NodeTypeSpec } from '@app/definition';

/** `assign`: sets run variables. */
export const assignType: NodeTypeSpec = {
  type: 'assign',
  title: 'Assign',
  description:
    'Sets variables of the run, which later nodes read as `vars.NAME`. All values are computed before any is set. Its output is the variables that it set.',
  kind: 'compute',
  schema: {
    type: 'object',
    required: ['variables'],
    properties: {
      variables: {
        type: 'object',
        title: 'Variables',
        description: 'A template for each variable, by its name. An earlier value of the same name is replaced.',
        propertyNames: {
          pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$',
          not: { enum: ['__proto__', 'constructor', 'prototype'] },
        },
        minProperties: 1,
        examples: [{ attempts: 0, customer: '{{ nodes.lookup.output.body.name }}' }],
      },
    },
  },
  fields: { variables: 'template' },
  handles: () => ['out'],
  assigns: ({ variables }) => Object.keys(variables as JsonObject),
  errorHandle: false,
};
