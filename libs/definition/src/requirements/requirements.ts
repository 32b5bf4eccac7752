import { AppError } from '@app/errors';
import type { Definition, DefinitionNode } from '../definition.js';
import { parseExpression } from '../expression/parse-expression.js';
import type { References } from '../expression/references.js';
import { expressionSource, isTemplate, splitTemplate } from '../expression/template-text.js';
import { dataFields, type DataField } from '../node-type/data-fields.js';
import type { NodeTypeRegistry } from '../node-type/node-type-spec.js';
import { DEFINITION_LIMITS } from '../validation/definition-limits.js';
import { nodesOf } from './subflow-references.js';

/** What a definition needs of the server that runs it, by name; each list in order, without repetitions. */
export interface Requirements {
  /** What its expressions read as `env.NAME`; `*` where one works the name out only when it runs. */
  readonly env: readonly string[];
  /** What its expressions read as `secrets.NAME`; `*` as for `env`. */
  readonly secrets: readonly string[];
  /** Temporal's task queues on which somebody must work. */
  readonly taskQueues: readonly string[];
  readonly nodeTypes: readonly string[];
}

/** What may be any name. */
const ANY = '*';

/** What definitions need, all together. What cannot be read of a draft, such as an expression that is none, is left out. */
export function requirementsOf(definitions: Iterable<Definition>, types: NodeTypeRegistry): Requirements {
  const found = { env: new Set<string>(), secrets: new Set<string>(), taskQueues: new Set<string>() };
  const nodeTypes = new Set<string>();
  for (const definition of definitions) {
    let left = DEFINITION_LIMITS.expressions;
    for (const node of nodesOf(definition)) {
      if (typeof node.type === 'string') nodeTypes.add(node.type);
      const queue = (node.data as { task_queue?: unknown } | null | undefined)?.task_queue;
      if (typeof queue === 'string' && !isTemplate(queue)) found.taskQueues.add(queue);
      for (const source of sources(node, types)) {
        if (--left < 0) break;
        const references = parsed(source);
        for (const root of ['env', 'secrets'] as const)
          for (const name of namesBelow(root, references)) found[root].add(name);
      }
    }
  }
  const inOrder = (names: Set<string>) => [...names].toSorted();
  return {
    env: inOrder(found.env),
    secrets: inOrder(found.secrets),
    taskQueues: inOrder(found.taskQueues),
    nodeTypes: inOrder(nodeTypes),
  };
}

/** The expressions of a node. Of a type that is not known, whatever looks like one. */
function* sources({ type, data }: DefinitionNode, types: NodeTypeRegistry): Iterable<string> {
  if (typeof data !== 'object' || data === null) return;
  const spec = types.get(type);
  const fields: readonly Pick<DataField, 'kind' | 'value'>[] =
    spec === undefined ? [{ kind: 'template', value: data }] : dataFields(spec, data);
  for (const { kind, value } of fields)
    for (const text of strings(value)) yield* kind === 'expression' ? bare(text) : inside(text);
}

/** Every string in a value. */
function strings(value: unknown): readonly string[] {
  const todo = [value];
  // What is inside of a value is put behind it, and looked at in its turn.
  for (const at of todo)
    if (typeof at === 'object' && at !== null) for (const inner of Object.values(at)) todo.push(inner);
  return todo.filter((at) => typeof at === 'string');
}

const bare = (text: string): readonly string[] => readable(() => [expressionSource(text)]) ?? [];

const inside = (text: string): readonly string[] =>
  (isTemplate(text) ? (readable(() => splitTemplate(text)) ?? []) : []).flatMap((part) =>
    'expression' in part ? [part.expression] : [],
  );

const parsed = (source: string): References | null => readable(() => parseExpression(source).references);

/** null where it cannot be read. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function namesBelow(root: string, references: References | null): readonly string[] {
  if (references === null) return [];
  const names = references.paths.filter(([first]) => first === root).map(([, name = ANY]) => name);
  return references.everything ? [...names, ANY] : names;
}
