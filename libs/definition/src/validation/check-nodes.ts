import type { DefinitionNode } from '../definition.js';
import type { NodeTypeRegistry, NodeTypeSpec } from '../node-type/node-type-spec.js';
import { checkData } from './check-data.js';
import { quoted, type ProblemList } from './problem-list.js';
import type { Placed, Shape } from './read-shape.js';

/** A node that checks of the graph and of expressions can look at. */
export interface KnownNode extends Placed<DefinitionNode> {
  /** Position among the known nodes. */
  readonly index: number;
  readonly spec: NodeTypeSpec;
  /** Whether `data` holds the type's schema, so that the spec's functions may be asked about it. */
  readonly sound: boolean;
  /** The containers that it is in, by index, innermost first. */
  readonly scopes: readonly number[];
}

const ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Checks ids, types, parents and data. Gives the nodes that are good enough to look at further, by id. */
export function checkNodes(
  { nodes }: Shape,
  types: NodeTypeRegistry,
  problems: ProblemList,
): ReadonlyMap<string, KnownNode> {
  const known = new Map<string, KnownNode>();
  const parents = parentIds(nodes);
  const byIndex: KnownNode[] = [];
  let start: KnownNode | undefined;
  for (const placed of nodes) {
    const { at, item } = placed;
    const path = `nodes[${at}]`;
    if (!checkId(item.id, path, known, problems)) continue;
    const spec = types.get(item.type);
    if (spec === undefined)
      problems.add('NODE_TYPE_UNKNOWN', `There is no node type ${quoted(item.type)}`, {
        path: `${path}.type`,
        node: item.id,
      });
    const scopes = scopesOf(item, known, parents, path, problems);
    if (spec === undefined) continue;
    const node: KnownNode = {
      ...placed,
      index: byIndex.length,
      spec,
      sound: checkData(item, spec, path, problems),
      scopes,
    };
    known.set(item.id, node);
    byIndex.push(node);
    if (spec.role !== 'start') continue;
    if (start === undefined) start = node;
    else problems.add('START_TAKEN', `${quoted(start.item.id)} is a start already`, { path, node: item.id });
    if (scopes.length > 0)
      problems.add('START_NOT_IN_ROOT', 'The start stands in the root', { path: `${path}.parentId`, node: item.id });
  }
  return known;
}

function checkId(id: string, path: string, known: ReadonlyMap<string, KnownNode>, problems: ProblemList): boolean {
  const place = { path: `${path}.id`, node: id };
  if (!ID.test(id) || RESERVED.has(id)) {
    const rule = RESERVED.has(id) ? 'It is reserved' : 'An id is a letter, then at most 63 letters, digits, _ and -';
    problems.add('NODE_ID_INVALID', `${quoted(id)} cannot be an id. ${rule}`, place);
  } else if (known.has(id)) problems.add('NODE_ID_TAKEN', `Another node has the id ${quoted(id)}`, place);
  else return true;
  return false;
}

/** Ids that are a node's anywhere, so that a parent that stands too late is told from one that is not there. */
const parentIds = (nodes: readonly Placed<DefinitionNode>[]): ReadonlySet<string> =>
  new Set(nodes.map(({ item }) => item.id));

function scopesOf(
  { id, parentId }: DefinitionNode,
  known: ReadonlyMap<string, KnownNode>,
  ids: ReadonlySet<string>,
  path: string,
  problems: ProblemList,
): readonly number[] {
  if (parentId === undefined || parentId === null) return [];
  const parent = known.get(parentId);
  if (parent?.spec.opensScope === true) return [parent.index, ...parent.scopes];
  const why = !ids.has(parentId)
    ? 'is not there'
    : parent === undefined
      ? 'stands after it, or has problems of its own'
      : 'is not a container';
  problems.add('PARENT_INVALID', `The parent ${quoted(parentId)} ${why}`, { path: `${path}.parentId`, node: id });
  return [];
}
