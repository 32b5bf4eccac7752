import type { DataField } from '../node-type/data-fields.js';
import type { PlacedExpression } from './check-expressions.js';
import type { KnownNode } from './check-nodes.js';
import type { Variables } from './check-variables.js';
import type { FlowGraph } from './flow-graph.js';
import type { OpenRead } from './open-reads.js';
import { quoted, type ProblemList } from './problem-list.js';

/** The names that every expression can read, section 5 of the flow language. */
const NAMES: ReadonlySet<string> = new Set(['input', 'nodes', 'vars', 'run', 'flow', 'env', 'secrets']);
/** What there is below the names whose fields are fixed. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  run: ['id', 'started_at'],
  flow: ['id', 'name', 'version'],
};
const NODE_FIELDS: readonly string[] = ['output', 'error', 'status'];

/** Checks the names, variables and nodes that an expression reads. Gives those that may find nothing, on some way. */
export function* checkReads(
  expression: PlacedExpression,
  graph: FlowGraph,
  variables: Variables,
  ids: ReadonlySet<string>,
  problems: ProblemList,
): Generator<OpenRead> {
  const { references, node, field, place } = expression;
  for (const name of references.unbound)
    problems.add('NAME_UNKNOWN', `There is no variable or function $${name.slice(0, 80)}`, place);
  const seen = new Set<string>();
  for (const path of references.paths) {
    const [name = '', second, third] = path;
    // One problem for each name below a root name, and for each field of a node.
    const key = JSON.stringify(path.slice(0, name === 'nodes' ? 3 : 2));
    if (seen.has(key)) continue;
    seen.add(key);
    if (name === 'secrets' && field.kind !== 'secret-template') {
      problems.add(
        'SECRET_NOT_ALLOWED',
        'This field may not hold a secret: secrets are put in only where a node does work outside',
        place,
      );
    } else if (name === 'nodes') {
      if (second !== undefined) yield* checkNodeRead(expression, second, third, graph, ids, problems);
    } else if (name === 'vars') {
      if (second !== undefined) yield* variables.checkRead(expression, second, problems);
    } else if (NAMES.has(name)) {
      const fields = FIELDS[name];
      if (fields !== undefined && second !== undefined && !fields.includes(second)) {
        problems.add('NAME_UNKNOWN', `${name} has no ${quoted(second)}; it has ${fields.join(', ')}`, place);
      }
    } else if (!ownNames(node, field).has(name)) {
      problems.add(
        'NAME_UNKNOWN',
        `There is no name ${quoted(name)}; there are ${[...NAMES].join(', ')}${hint(name, graph)}`,
        place,
      );
    }
  }
}

/** `nodes.get-user` is a subtraction; who wrote it wants to know how it is meant. */
function hint(name: string, graph: FlowGraph): string {
  if (graph.byId.has(name)) return `. The output of that node is nodes.${name}.output`;
  const id = [...graph.byId.keys()].find((each) => each.endsWith(`-${name}`) || each.startsWith(`${name}-`));
  return id === undefined ? '' : `. A node id with a hyphen is quoted: nodes."${id}"`;
}

/** What the containers around the node add, and its type for this field. */
function ownNames({ spec, parent }: KnownNode, field: DataField): ReadonlySet<string> {
  const names = new Set(spec.ownNames?.[field.path]);
  for (let at = parent; at !== undefined; at = at.parent)
    if (at.sound) for (const name of at.spec.scopeNames?.(at.item.data) ?? []) names.add(name);
  return names;
}

function* checkNodeRead(
  { node, field, place }: PlacedExpression,
  id: string,
  property: string | undefined,
  graph: FlowGraph,
  ids: ReadonlySet<string>,
  problems: ProblemList,
): Generator<OpenRead> {
  if (property !== undefined && !NODE_FIELDS.includes(property)) {
    problems.add(
      'NAME_UNKNOWN',
      `nodes.${id.slice(0, 80)} has no ${quoted(property)}; it has ${NODE_FIELDS.join(', ')}`,
      place,
    );
  }
  const read = graph.byId.get(id);
  if (read === undefined) {
    if (!ids.has(id)) problems.add('NODE_UNKNOWN', `There is no node ${quoted(id)}${hyphen(id, graph)}`, place);
    return;
  }
  const from = graph.seenFrom(node, read);
  if (from === undefined) {
    problems.add(
      'NODE_IN_INNER_SCOPE',
      `${quoted(id)} is inside a container; read the output of the container instead`,
      place,
    );
  } else if (from === read || !mayBeUpstream(read, from, graph)) {
    problems.add(
      'NODE_NOT_UPSTREAM',
      `No edges lead from ${quoted(id)} to ${quoted(from.item.id)}: it may not have run yet`,
      place,
    );
  } else if (property === 'output') {
    yield {
      reader: node,
      beforeWhen: field.path === 'when',
      read: [read],
      of: 'output',
      code: 'NODE_MAY_NOT_HAVE_RUN',
      message: (when) => `${quoted(id)} has no output ${when}; it reads as null then`,
      place,
    };
  }
}

/** What undoes a node runs last, and may look at all that there was by then; not at what else is undone. */
function mayBeUpstream(read: KnownNode, from: KnownNode, graph: FlowGraph): boolean {
  if (!graph.allNodesKnown) return true;
  if (graph.undoes.has(from.index)) return !graph.undoes.has(read.index);
  return graph.leads(read, from) !== false;
}

/** The first part of an id with a hyphen, as `nodes.get-user` reads. */
function hyphen(id: string, graph: FlowGraph): string {
  const whole = [...graph.byId.keys()].find((each) => each.startsWith(`${id}-`));
  return whole === undefined ? '' : `. A node id with a hyphen is quoted: nodes."${whole}"`;
}
