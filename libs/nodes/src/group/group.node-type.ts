import type { NodeTypeSpec } from '@app/definition';

/** `group`: a scope of its own: try, catch and finally by its edges; or a race. */
export const groupType: NodeTypeSpec = {
  type: 'group',
  title: 'Group',
  description:
    'Runs the nodes inside it as one step, with one error edge and one finally edge for all of them; or as a race, which the first leaf that ends well wins.',
  kind: 'container',
  container: 'group',
  schema: {
    type: 'object',
    properties: {
      race: {
        type: 'boolean',
        title: 'Race',
        description: 'Whether the first leaf that ends well ends the group; all else in it is cancelled.',
        default: false,
        examples: [true],
      },
    },
  },
  fields: {},
  handles: () => ['out'],
  errorHandle: true,
};
