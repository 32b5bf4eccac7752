import { FALSE, UNKNOWN } from '../graph/decisions.js';
import type { PlacedExpression } from './check-expressions.js';
import type { KnownNode } from './check-nodes.js';
import type { FlowGraph } from './flow-graph.js';
import type { Choice } from './problem.js';
import { quoted, type ProblemList } from './problem-list.js';

/** The names that every expression can read, section 5 of the flow language. */
const NAMES: ReadonlySet<string> = new Set(['input', 'nodes', 'vars', 'run', 'flow', 'env', 'secrets']);
/** What there is below the names whose fields are fixed. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  run: ['id', 'started_at'],
  flow: ['id', 'name', 'version'],
};
const NODE_FIELDS: readonly string[] = ['output', 'error', 'status'];

/** Checks the names, variables and nodes that an expression reads. */
export function checkReads(
  expression: PlacedExpression,
  graph: FlowGraph,
  ids: ReadonlySet<string>,
  problems: ProblemList,
): void {
  const { references, node, field, place } = expression;
  for (const name of references.unbound)
    problems.add('NAME_UNKNOWN', `There is no variable or function $${name.slice(0, 80)}`, place);
  const seen = new Set<string>();
  for (const path of references.paths) {
    const key = JSON.stringify(path.slice(0, 3));
    if (seen.has(key)) continue;
    seen.add(key);
    const [name = '', second, third] = path;
    if (name === 'secrets' && field.kind !== 'secret-template') {
      problems.add(
        'SECRET_NOT_ALLOWED',
        'This field may not hold a secret: secrets are put in only where a node does work outside',
        place,
      );
    } else if (name === 'nodes') {
      if (second !== undefined) checkNodeRead(expression, second, third, graph, ids, problems);
    } else if (NAMES.has(name)) {
      const fields = FIELDS[name];
      if (fields !== undefined && second !== undefined && !fields.includes(second)) {
        problems.add('NAME_UNKNOWN', `${name} has no ${quoted(second)}; it has ${fields.join(', ')}`, place);
      }
    } else if (!scopeNames(node, graph).has(name)) {
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

/** What the containers around the node add. */
function scopeNames(node: KnownNode, graph: FlowGraph): ReadonlySet<string> {
  return new Set(
    node.scopes.flatMap((at) => {
      const container = graph.nodes[at];
      return container?.sound === true ? (container.spec.scopeNames?.(container.item.data) ?? []) : [];
    }),
  );
}

function checkNodeRead(
  { node, field, place }: PlacedExpression,
  id: string,
  property: string | undefined,
  graph: FlowGraph,
  ids: ReadonlySet<string>,
  problems: ProblemList,
): void {
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
  // Seen from the scope of the node that is read: the reader, or the container around it.
  const from = [node.index, ...node.scopes]
    .map((at) => graph.nodes[at] as KnownNode)
    .find(({ scopes }) => scopes[0] === read.scopes[0]);
  if (from === undefined) {
    problems.add(
      'NODE_IN_INNER_SCOPE',
      `${quoted(id)} is inside a container; read the output of the container instead`,
      place,
    );
  } else if (from === read || (graph.allNodesKnown && graph.leads(read, from) === false)) {
    problems.add(
      'NODE_NOT_UPSTREAM',
      `No edges lead from ${quoted(id)} to ${quoted(from.item.id)}: it may not have run yet`,
      place,
    );
  } else if (property === 'output') {
    const choices = missingOutput(read, from, from === node && field.path === 'when', graph);
    if (choices === null) return;
    const when =
      choices.length === 0 ? 'ever' : `when ${choices.map(({ node: at, outcome }) => `${at} = ${outcome}`).join(', ')}`;
    problems.add('NODE_MAY_NOT_HAVE_RUN', `${quoted(id)} has no output ${when}; it reads as null then`, {
      ...place,
      counter_example: choices,
    });
  }
}

/** The first part of an id with a hyphen, as `nodes.get-user` reads. */
function hyphen(id: string, graph: FlowGraph): string {
  const whole = [...graph.byId.keys()].find((each) => each.startsWith(`${id}-`));
  return whole === undefined ? '' : `. A node id with a hyphen is quoted: nodes."${whole}"`;
}

/** The choices with which the reader reads and there is no output; null where there are none, or it was not decided. */
function missingOutput(
  read: KnownNode,
  reader: KnownNode,
  beforeWhen: boolean,
  graph: FlowGraph,
): readonly Choice[] | null {
  if (!graph.decided) return null;
  const ways = graph.allWays();
  const [there, here] = [ways.of(read), ways.of(reader)];
  if (there === undefined || here === undefined) return null;
  const missing = ways.decisions.and(beforeWhen ? here.reached : here.executed, ways.decisions.not(there.hasOutput));
  return missing === FALSE || missing === UNKNOWN ? null : ways.example(missing);
}
