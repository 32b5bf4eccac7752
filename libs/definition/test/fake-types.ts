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
  spec('group', {
    kind: 'container',
    container: 'group',
    errorHandle: true,
    schema: { type: 'object', properties: { race: { type: 'boolean' } } },
  }),
  spec('map', {
    kind: 'container',
    container: 'map',
    errorHandle: true,
    fields: { items: 'expression' },
    scopeNames: ({ as }) => [typeof as === 'string' ? as : 'item', 'index'],
    schema: {
      type: 'object',
      properties: {
        items: { type: 'string' },
        as: { type: 'string' },
        concurrency: { type: 'integer' },
        on_item_error: { type: 'string' },
      },
      required: ['items'],
    },
  }),
  spec('loop', {
    kind: 'container',
    container: 'loop',
    errorHandle: true,
    fields: { while: 'expression', until: 'expression' },
    ownNames: { while: ['iteration', 'previous'], until: ['iteration', 'previous'] },
    scopeNames: () => ['iteration', 'previous'],
    schema: { type: 'object', properties: { while: { type: 'string' }, until: { type: 'string' } } },
  }),
  spec('wait', {
    kind: 'event',
    handles: () => ['received', 'timeout'],
    timeoutHandle: 'timeout',
    fields: { match: 'expression' },
    ownNames: { match: ['event'] },
    schemas: ['schema'],
    schema: {
      type: 'object',
      properties: { event: { type: 'string' }, match: { type: 'string' }, schema: { type: 'object' } },
    },
  }),
  spec('approval', {
    kind: 'approval',
    handles: () => ['approved', 'rejected', 'timeout'],
    timeoutHandle: 'timeout',
    schema: { type: 'object', properties: { title: { type: 'string' } } },
  }),
];

/** A registry with a node type of each shape. */
export const fakeTypes: NodeTypeRegistry = new Map(specs.map((each) => [each.type, each]));
