import type { NodeTypeSpec } from '@app/definition';
import { DEFAULT_MAX_ITERATIONS } from './loop.executor.js';

/** `loop`: its scope again and again. */
export const loopType: NodeTypeSpec = {
  type: 'loop',
  title: 'Loop',
  description:
    'Runs the nodes inside it again and again, while or until an expression holds. Its output is that of the last turn.',
  kind: 'container',
  container: 'loop',
  schema: {
    type: 'object',
    oneOf: [{ required: ['while'] }, { required: ['until'] }],
    properties: {
      while: {
        type: ['string', 'boolean'],
        title: 'While',
        description: 'Looked at before every turn: the turn begins where it holds. An expression.',
        examples: ['previous.cursor != null or iteration = 0', 'iteration < 5'],
      },
      until: {
        type: ['string', 'boolean'],
        title: 'Until',
        description: 'Looked at after every turn: no further one begins where it holds. An expression.',
        examples: ['previous.status = "done"'],
      },
      max_iterations: {
        type: 'integer',
        title: 'Most turns',
        description: 'How many turns it may have; with one more it fails with LOOP_LIMIT.',
        minimum: 1,
        maximum: 1_000_000,
        default: DEFAULT_MAX_ITERATIONS,
        examples: [1_000],
      },
      delay: {
        type: 'string',
        format: 'duration',
        title: 'Delay',
        description: 'The pause between two turns: ISO 8601 or 30s, 5m, 1h30m, 2d.',
        examples: ['10s', 'PT1M'],
      },
    },
  },
  fields: { while: 'expression', until: 'expression' },
  handles: () => ['out'],
  errorHandle: true,
  scopeNames: () => ['iteration', 'previous'],
  ownNames: { while: ['iteration', 'previous'], until: ['iteration', 'previous'] },
};
