import type { Json, JsonObject, NodeTypeSpec } from '@app/definition';

/** Handles that have a meaning of their own on every node. */
const RESERVED = ['default', 'error', 'out', 'finally', 'compensate'];

function caseIds(data: JsonObject): string[] {
  const cases = Array.isArray(data['cases']) ? data['cases'] : [];
  return cases.map((item: Json) => (item as JsonObject | null)?.['id']).filter((id) => typeof id === 'string');
}

function checkCases(data: JsonObject): { path: string; message: string }[] {
  const ids = caseIds(data);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [{ path: `cases[${index}].id`, message: `Another case has the id "${id}".` }],
  );
}

/** `switch`: one of several ways, or several of them. */
export const switchType: NodeTypeSpec = {
  type: 'switch',
  title: 'Switch',
  description:
    'Goes the way of the first case that holds, or, with `multiple`, of every case that holds; where none holds, the way of `default`. Its output is the id of the case, with `multiple` the list of ids.',
  kind: 'compute',
  schema: {
    type: 'object',
    required: ['cases'],
    properties: {
      cases: {
        type: 'array',
        title: 'Cases',
        description: 'The ways, in the order in which they are tried. The id of a case is the name of its handle.',
        maxItems: 1000,
        items: {
          type: 'object',
          required: ['id', 'when'],
          additionalProperties: false,
          properties: {
            id: {
              type: 'string',
              title: 'Id',
              description: 'Name of the handle; unique in the node.',
              pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$',
              not: { enum: RESERVED },
              examples: ['late'],
            },
            when: {
              type: 'string',
              minLength: 1,
              title: 'When',
              description: 'Whether the case holds, as JSONata, bare or in {{ }}.',
              examples: ['input.days > 30'],
            },
          },
        },
        examples: [[{ id: 'late', when: 'input.days > 30' }]],
      },
      multiple: {
        type: 'boolean',
        default: false,
        title: 'Every case that holds',
        description: 'Take all cases that hold instead of the first one.',
        examples: [true],
      },
    },
  },
  fields: { 'cases[].when': 'expression' },
  handles: (data) => [...new Set([...caseIds(data), 'default'])],
  errorHandle: false,
  fallbackHandle: 'default',
  check: checkCases,
};
