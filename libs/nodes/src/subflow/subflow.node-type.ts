import type { NodeTypeSpec } from '@app/definition';
import { checkSubflow } from './check-subflow.js';

/** `subflow`: another flow as a child run. */
export const subflowType: NodeTypeSpec = {
  type: 'subflow',
  title: 'Sub-flow',
  description: 'Runs another flow as a run of its own, and gives its output; or only starts it.',
  kind: 'subflow',
  schema: {
    type: 'object',
    required: ['flow'],
    properties: {
      flow: {
        type: 'string',
        minLength: 1,
        maxLength: 63,
        title: 'Flow',
        description: 'Its id or its slug. No expression: which flow it is can be checked when this one is saved.',
        examples: ['charge-card', '01a1fd40-563b-7d91-bc57-cf42949ef733'],
      },
      version: {
        oneOf: [{ const: 'published' }, { type: 'integer', minimum: 1, maximum: 2_147_483_647 }],
        default: 'published',
        title: 'Version',
        description: 'The number of a version, or `published`: the one that is published when the node begins.',
        examples: ['published', 3],
      },
      input: {
        title: 'Input',
        description: "The run's input; a template of any JSON. Missing: `{}`.",
        examples: [{ order_id: '{{ input.order_id }}' }],
      },
      wait: {
        type: 'boolean',
        default: true,
        title: 'Wait',
        description:
          'true: the node ends with the run, and the run is cancelled with the node. false: it ends at once, and the run goes its own way.',
        examples: [true],
      },
    },
  },
  fields: { input: 'template' },
  handles: () => ['out'],
  errorHandle: true,
  check: checkSubflow,
};
