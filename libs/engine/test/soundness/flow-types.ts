import type { JsonObject, NodeTypeRegistry, NodeTypeSpec } from '@app/definition';

const spec = (type: string, rest: Partial<NodeTypeSpec> = {}): NodeTypeSpec => ({
  type,
  title: type,
  description: '',
  kind: 'effect',
  schema: { type: 'object', properties: { reads: { type: 'array' } } },
  fields: { reads: 'template' },
  handles: () => ['out'],
  errorHandle: false,
  ...rest,
});

const container = (type: 'map' | 'loop' | 'group', fields: JsonObject): NodeTypeSpec =>
  spec(type, {
    kind: 'container',
    container: type,
    errorHandle: true,
    schema: { type: 'object', properties: { reads: { type: 'array' }, ...fields } },
  });

const specs: readonly NodeTypeSpec[] = [
  spec('work', { errorHandle: true }),
  spec('condition', { handles: () => ['true', 'false'], fallbackHandle: 'false' }),
  spec('switch', {
    handles: () => ['first', 'second', 'default'],
    fallbackHandle: 'default',
    schema: { type: 'object', properties: { reads: { type: 'array' }, multiple: { type: 'boolean' } } },
  }),
  spec('wait', { kind: 'event', handles: () => ['received', 'timeout'], timeoutHandle: 'timeout' }),
  spec('assign', { assigns: () => ['v'] }),
  spec('end', { role: 'end', handles: () => [] }),
  spec('fail', { handles: () => [] }),
  container('group', { race: { type: 'boolean' } }),
  container('map', { concurrency: { type: 'integer' }, on_item_error: { type: 'string' } }),
  container('loop', { while: { type: 'string' }, until: { type: 'string' } }),
];

/** Node types of every kind that differs to the ways through a flow. All of them may read. */
export const flowTypes: NodeTypeRegistry = new Map(specs.map((each) => [each.type, each]));
