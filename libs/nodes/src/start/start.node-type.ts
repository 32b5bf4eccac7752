import type { NodeTypeSpec } from '@app/definition';
import { checkSettings } from './check-settings.js';
import { runSettingsSchema } from './run-settings.schema.js';

/** `start`: where a run begins; at most one, in the root. */
export const startType: NodeTypeSpec = {
  type: 'start',
  title: 'Start',
  description:
    "Where a run begins. Says what the run's input must be, and how the run is treated. Its output is the run's input.",
  kind: 'compute',
  role: 'start',
  schema: {
    type: 'object',
    properties: {
      input_schema: {
        type: 'object',
        title: 'Input schema',
        description:
          "JSON Schema that a run's input must hold; it is checked before the run is created. Missing: any JSON.",
        examples: [{ type: 'object', required: ['order_id'], properties: { order_id: { type: 'string' } } }],
      },
      settings: runSettingsSchema,
    },
  },
  schemas: ['input_schema'],
  fields: { 'settings.concurrency.key': 'template', 'settings.labels': 'template' },
  handles: () => ['out'],
  errorHandle: false,
  check: checkSettings,
};
