import type { DefinitionEdge, DefinitionNode } from '../definition.js';
import type { DefinitionLimits } from './definition-limits.js';
import type { Place, ProblemList } from './problem-list.js';

/** A node or edge of the right shape, and its position in the definition. */
export interface Placed<T> {
  readonly at: number;
  readonly item: T;
}

/** The nodes and edges that have the shape of one; the others are problems. */
export interface Shape {
  readonly nodes: readonly Placed<DefinitionNode>[];
  readonly edges: readonly Placed<DefinitionEdge>[];
}

type Fields = Readonly<Record<string, (value: unknown) => string | null>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? null : 'must be a text that is not empty';
const object = (value: unknown): string | null => (isObject(value) ? null : 'must be an object');
const optional = (check: (value: unknown) => string | null) => (value: unknown) =>
  value === undefined || value === null ? null : check(value);
const anyText = (value: unknown): string | null => (typeof value === 'string' ? null : 'must be a text');

const NODE: Fields = { id: text, type: text, data: object, parentId: optional(text) };
const EDGE: Fields = {
  id: text,
  source: text,
  target: text,
  sourceHandle: optional(anyText),
  targetHandle: optional(anyText),
  data: optional(object),
};

/** Reads what has the shape of section 1; null where there is nothing to look at further. */
export function readShape(definition: unknown, limits: DefinitionLimits, problems: ProblemList): Shape | null {
  if (!isObject(definition)) {
    problems.add('SHAPE_INVALID', 'A definition is an object with `nodes` and `edges`', { path: '' });
    return null;
  }
  const nodes = readList<DefinitionNode>(definition, 'nodes', NODE, limits.nodes, problems);
  const edges = readList<DefinitionEdge>(definition, 'edges', EDGE, limits.edges, problems);
  if (nodes === null || edges === null) return null;
  if (nodes.total === 0) problems.add('EMPTY', 'There is no node', { path: 'nodes' });
  return { nodes: nodes.items, edges: edges.items };
}

function readList<T>(
  definition: Record<string, unknown>,
  name: 'nodes' | 'edges',
  fields: Fields,
  limit: number,
  problems: ProblemList,
): { total: number; items: Placed<T>[] } | null {
  const list = definition[name];
  if (!Array.isArray(list)) {
    problems.add('SHAPE_INVALID', `\`${name}\` must be a list`, { path: name });
    return null;
  }
  if (list.length > limit) {
    problems.add('TOO_LARGE', `A definition may have ${limit} ${name}; this one has ${list.length}`, { path: name });
    return null;
  }
  const items: Placed<T>[] = [];
  list.forEach((item: unknown, at) => {
    if (hasShape(item, fields, `${name}[${at}]`, name, problems)) items.push({ at, item: item as T });
  });
  return { total: list.length, items };
}

function hasShape(
  item: unknown,
  fields: Fields,
  path: string,
  list: 'nodes' | 'edges',
  problems: ProblemList,
): boolean {
  if (!isObject(item)) {
    problems.add('SHAPE_INVALID', 'It must be an object', { path });
    return false;
  }
  const id = typeof item.id === 'string' ? item.id : undefined;
  const about: Partial<Place> = id === undefined ? {} : list === 'nodes' ? { node: id } : { edge: id };
  let sound = true;
  for (const [field, check] of Object.entries(fields)) {
    const wrong = check(item[field]);
    if (wrong === null) continue;
    problems.add('SHAPE_INVALID', `\`${field}\` ${wrong}`, { path: `${path}.${field}`, ...about });
    sound = false;
  }
  return sound;
}
