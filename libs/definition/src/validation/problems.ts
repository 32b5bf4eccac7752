import type { Severity } from './problem.js';

/** What a code of a problem means. */
export interface ProblemEntry {
  readonly severity: Severity;
  /** One line for docs/reference/definition-problems.md. */
  readonly meaning: string;
}

const error = (meaning: string): ProblemEntry => ({ severity: 'error', meaning });
const warning = (meaning: string): ProblemEntry => ({ severity: 'warning', meaning });

/** Every code of a problem; docs/reference/definition-problems.md is tested against it, both ways. */
export const PROBLEMS = {
  // The JSON
  NOT_JSON: error('A value is not JSON: a function, a number that is not finite, or the like.'),
  TEXT_NOT_STORABLE: error('A string or a key holds a NUL or half of a surrogate pair, which PostgreSQL cannot store.'),
  KEY_NOT_ALLOWED: error('A key is `__proto__`.'),
  NESTED_TOO_DEEPLY: error('Objects and lists are nested deeper than the limit.'),
  TOO_LARGE: error('The definition, or its number of nodes or edges, is larger than the limit.'),
  TOO_MANY_PROBLEMS: error('There are more problems than are listed.'),
  // Shape
  SHAPE_INVALID: error('A part that every definition, node or edge has is missing, or is not what it must be.'),
  EMPTY: error('There is no node: nothing would run.'),
  NODE_ID_INVALID: error(
    'A node id is not a letter followed by at most 63 letters, digits, `_` and `-`, or is reserved.',
  ),
  NODE_ID_TAKEN: error('Another node has the same id.'),
  EDGE_ID_TAKEN: error('Another edge has the same id.'),
  // Nodes
  NODE_TYPE_UNKNOWN: error('There is no such node type.'),
  NODE_DATA_INVALID: error("A field of the node's `data` is missing, or is not what its type says."),
  NODE_DATA_UNKNOWN: warning('A field of `data` is not one of the type; it is kept, and does nothing.'),
  FIELD_WITHOUT_EFFECT: warning('The field has no effect on a node of this type, or at this place.'),
  EXPRESS_NODE_FORBIDDEN: error('The flow is an express flow, and the node waits, or may take long.'),
  PARENT_INVALID: error('`parentId` does not name a container that stands before the node.'),
  CONTAINER_EMPTY: error('There is no node in a container: nothing would run, and nothing come out of it.'),
  CONTAINERS_TOO_DEEP: error('Containers are nested deeper than the limit; what is in them is not looked at.'),
  START_TAKEN: error('There is more than one `start`.'),
  START_NOT_IN_ROOT: error('The `start` is inside a container.'),
  START_HAS_INCOMING: error('An edge leads to the `start`.'),
  // Edges
  EDGE_TO_NOWHERE: error('An edge leads from or to a node that is not there.'),
  EDGE_CROSSES_SCOPE: error('An edge leads into a container, or out of it.'),
  EDGE_REPEATED: warning('Another edge leads from the same handle to the same node; a join counts both.'),
  HANDLE_UNKNOWN: error('An edge leaves from a handle that the node does not have.'),
  EDGE_DATA_INVALID: error('`data.errors` of an edge is not a list of error codes.'),
  CYCLE: error('Edges lead in a circle.'),
  UNDONE_TWICE: error('More than one `compensate` edge leads from a node: one node undoes it.'),
  COMPENSATOR_HAS_EDGES: error(
    'Another edge leads to or from a node that a `compensate` edge leads to: it runs only to undo that one node.',
  ),
  COMPENSATOR_INVALID: error('A `compensate` edge leads to a `start`, or to a node without a way out (`end`, `fail`).'),
  // What can happen
  ENTRY_BESIDE_START: warning('There is a `start`, but no edge leads to this node, so it runs at once.'),
  JOIN_NEVER_HOLDS: error('The `join` asks for more edges than can ever be taken together.'),
  NODE_NEVER_RUNS: warning('No way through the flow leads to the node.'),
  ERROR_EDGE_NEVER_TAKEN: error(
    'An earlier `error` edge, or `on_error: "continue"`, takes every error that this one would take.',
  ),
  NOT_DECIDED: warning(
    'Some joins, nodes or reads were not looked at to the end: it would take more work than is done for a definition.',
  ),
  // Expressions
  EXPRESSION_INVALID: error('An expression cannot be read, or uses what is refused.'),
  NAME_UNKNOWN: error('An expression reads a name, a variable or a function that does not exist.'),
  NODE_UNKNOWN: error('An expression reads a node that does not exist.'),
  NODE_NOT_UPSTREAM: error(
    'An expression reads a node from which no edges lead here: it may run later, or at the same time.',
  ),
  NODE_IN_INNER_SCOPE: error('An expression reads into a container; what comes out of one is its output.'),
  NODE_MAY_NOT_HAVE_RUN: warning(
    'An expression reads the output of a node that has none on some way here; it is then null.',
  ),
  VARIABLE_UNKNOWN: error('An expression reads a variable that no `assign` of its scope, or of one around it, sets.'),
  VARIABLE_MAY_NOT_BE_SET: warning(
    'An expression reads a variable that no `assign` has set on some way here; it is then null.',
  ),
  SECRET_NOT_ALLOWED: error('An expression reads a secret in a field that may not hold one.'),
  // Other flows
  SUBFLOW_NOT_FOUND: error('A `subflow` names a flow, or a version of one, that is not there.'),
  SUBFLOW_ARCHIVED: error('A `subflow` names an archived flow.'),
  SUBFLOW_NOT_PUBLISHED: error('A `subflow` asks for the published version of a flow of which nothing is published.'),
  SUBFLOW_HAS_PROBLEMS: error('A `subflow` names a version that has problems of severity `error`.'),
  SUBFLOW_WITHOUT_END: error(
    'A `subflow` leads to runs within runs without end: nothing on the way decides otherwise.',
  ),
  MASK_WITHOUT_KEY: error('A node has `mask`, and the server has no key to encrypt its output with.'),
} as const satisfies Record<string, ProblemEntry>;

/** The codes that `validate` does not give: for these, other flows and the server's settings have to be looked at. */
export const PROBLEMS_OF_SERVERS = [
  'SUBFLOW_NOT_FOUND',
  'SUBFLOW_ARCHIVED',
  'SUBFLOW_NOT_PUBLISHED',
  'SUBFLOW_HAS_PROBLEMS',
  'SUBFLOW_WITHOUT_END',
  'MASK_WITHOUT_KEY',
] as const satisfies readonly (keyof typeof PROBLEMS)[];

/** A code of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;
