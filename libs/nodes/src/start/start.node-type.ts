import type { JsonObject, NodeTypeSpec } from '@app/definition';

/** Settings of the flow language that this version does not carry out: refused, so that none is silently ignored. */
const LATER = new Set(['concurrency', 'priority', 'labels', 'retention', 'type']);

function checkSettings(data: JsonObject): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  for (const name of Object.keys((data['settings'] ?? {}) as JsonObject)) {
    const path = `settings.${name}`;
    if (LATER.has(name))
      problems.push({ path, message: `The setting "${name}" is not carried out by this version yet; remove it.` });
    else if (name !== 'timeout') problems.push({ path, message: `There is no setting "${name}".` });
  }
  return problems;
}

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
      settings: {
        type: 'object',
        title: 'Run settings',
        description: 'How each run of the flow is treated.',
        properties: {
          timeout: {
            type: 'string',
            format: 'duration',
            title: 'Timeout',
            description:
              'How long the whole run may take, from its start; past it the run fails with RUN_TIMEOUT. Missing: no limit.',
            examples: ['30m', 'PT2H', '7d'],
          },
        },
        examples: [{ timeout: '30m' }],
      },
    },
  },
  fields: {},
  handles: () => ['out'],
  errorHandle: false,
  check: checkSettings,
};
