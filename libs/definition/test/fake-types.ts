import type { JsonObject, NodeTypeRegistry, NodeTypeSpec } from '../src/index.js';

const base = {
  description: '',
  kind: 'compute',
  schema: { type: 'object', properties: {} },
  fields: {},
  errorHandle: false,
} as const;

const spec = (type: string, rest: Partial<NodeTypeSpec> = {}): NodeTypeSpec => ({
  ...base,
  type,
  title: type,
  handles: () => ['out'],
  ...rest,
});

const caseIds = (data: JsonObject): string[] => [
  ...(data.cases as JsonObject[]).map(({ id }) => id as string),
  'default',
];

const specs: readonly NodeTypeSpec[] = [
  spec('start', {
    role: 'start',
    schemas: ['input_schema'],
    schema: { type: 'object', properties: { input_schema: { type: 'object' }, settings: { type: 'object' } } },
  }),
  spec('end', {
    role: 'end',
    handles: () => [],
    fields: { output: 'template' },
    schema: { type: 'object', properties: { output: {} } },
  }),
  spec('fail', {
    handles: () => [],
    fields: { message: 'template' },
    schema: { type: 'object', properties: { message: { type: 'string' } } },
  }),
  spec('transform', {
    fields: { output: 'template' },
    schema: { type: 'object', properties: { output: {} }, required: ['output'] },
  }),
  spec('assign', {
    fields: { variables: 'template' },
    schema: { type: 'object', properties: { variables: { type: 'object' } }, required: ['variables'] },
    assigns: ({ variables }) => Object.keys(variables as JsonObject),
  }),
  spec('condition', {
    handles: () => ['true', 'false'],
    fields: { expression: 'expression' },
    schema: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
  }),
  spec('switch', {
    handles: caseIds,
    fields: { 'cases[].when': 'expression' },
    schema: {
      type: 'object',
      properties: {
        multiple: { type: 'boolean' },
        cases: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'string' }, when: { type: 'string' } },
            required: ['id', 'when'],
          },
        },
      },
      required: ['cases'],
    },
    check: (data) =>
      (data.cases as JsonObject[]).flatMap(({ id }, at) =>
        id === 'default' ? [{ path: `cases[${at}].id`, message: 'is taken' }] : [],
      ),
  }),
  spec('http', {
    kind: 'effect',
    errorHandle: true,
    defaultTimeoutMs: 30_000,
    fields: { url: 'template', headers: 'secret-template' },
    schema: { type: 'object', properties: { url: { type: 'string' }, headers: { type: 'object' } }, required: ['url'] },
    repeatable: ({ method }) => method === 'GET',
  }),
  spec('delay', {
    kind: 'wait',
    fields: { duration: 'template' },
    schema: { type: 'object', properties: { duration: { type: 'string' } } },
  }),
  spec('group', { opensScope: true, scopeNames: () => ['item'], errorHandle: true }),
];

/** A registry with a node type of each shape; `group` stands for a container. */
export const fakeTypes: NodeTypeRegistry = new Map(specs.map((each) => [each.type, each]));
