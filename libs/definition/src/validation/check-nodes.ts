import type { DefinitionNode } from '../definition.js';
import type { NodeTypeRegistry, NodeTypeSpec } from '../node-type/node-type-spec.js';
import { checkData } from './check-data.js';
import type { DefinitionLimits } from './definition-limits.js';
import { Parents, type ScopePlace } from './parents.js';
import { quoted, type ProblemList } from './problem-list.js';
import type { Placed, Shape } from './read-shape.js';

/** A node that checks of the graph and of expressions can look at. */
export interface KnownNode extends Placed<DefinitionNode>, ScopePlace {
  /** Position among the known nodes. */
  readonly index: number;
  readonly spec: NodeTypeSpec;
  /** Whether `data` holds the type's schema, so that the spec's functions may be asked about it. */
  readonly sound: boolean;
}

/** The nodes that are good enough to look at further. */
export interface KnownNodes {
  readonly byId: ReadonlyMap<string, KnownNode>;
  /** Whether these are all, each in the scope that it names. */
  readonly complete: boolean;
}

const ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Checks ids, types, parents and data. */
export function checkNodes(
  { nodes }: Shape,
  types: NodeTypeRegistry,
  limits: DefinitionLimits,
  problems: ProblemList,
): KnownNodes {
  const known = new Map<string, KnownNode>();
  const parents = new Parents(known, new Set(nodes.map(({ item }) => item.id)), limits.containers, problems);
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
    const place = parents.placeOf(item, path);
    if (spec === undefined || place === null) continue;
    const node: KnownNode = {
      ...placed,
      ...place,
      index: known.size,
      spec,
      sound: checkData(item, spec, path, problems),
    };
    known.set(item.id, node);
    if (spec.role !== 'start') continue;
    if (start === undefined) start = node;
    else problems.add('START_TAKEN', `${quoted(start.item.id)} is a start already`, { path, node: item.id });
    if (node.depth > 0)
      problems.add('START_NOT_IN_ROOT', 'The start stands in the root', { path: `${path}.parentId`, node: item.id });
  }
  return { byId: known, complete: parents.sound && known.size === nodes.length };
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
