import type { NodeTypeRegistry } from '../node-type/node-type-spec.js';
import { MAX_VARIABLES } from '../graph/decisions.js';
import { Ways, WAYS_BUDGET } from '../graph/ways.js';
import { checkCompensation } from './check-compensation.js';
import { checkContainers } from './check-containers.js';
import { checkEdges } from './check-edges.js';
import { checkExpress } from './check-express.js';
import { checkExpressions } from './check-expressions.js';
import { checkFlow } from './check-flow.js';
import { checkJson } from './check-json.js';
import { checkNodes } from './check-nodes.js';
import { checkSchemas } from './check-schemas.js';
import { MAX_PAIRS, Variables } from './check-variables.js';
import { checkWays } from './check-ways.js';
import { DEFINITION_LIMITS, type DefinitionLimits } from './definition-limits.js';
import { FlowGraph } from './flow-graph.js';
import { checkOpenReads, type OpenRead } from './open-reads.js';
import type { Problem } from './problem.js';
import { ProblemList } from './problem-list.js';
import { readShape } from './read-shape.js';

/**
 * All problems of a definition, section 8 of the flow language: none of severity `error` means that
 * `compile` takes it and that it can be published and run.
 *
 * Never throws, whatever it is given. Time and memory grow with the size of the definition only;
 * what would take more is left undecided, and the problem NOT_DECIDED says so.
 */
export function validate(
  definition: unknown,
  types: NodeTypeRegistry,
  limits: DefinitionLimits = DEFINITION_LIMITS,
): Problem[] {
  const problems = new ProblemList(limits.problems);
  if (!checkJson(definition, limits, problems)) return problems.toArray();
  const shape = readShape(definition, limits, problems);
  if (shape === null) return problems.toArray();
  const known = checkNodes(shape, types, limits, problems);
  const edges = checkEdges(shape, known.byId, problems);
  const { undoes, sound } = checkCompensation(edges, problems);
  const graph = new FlowGraph(known.byId, { ...edges, complete: edges.complete && sound }, undoes, known.complete);
  checkContainers(graph, problems);
  checkExpress(graph, problems);
  checkFlow(graph, problems);
  const ids = new Set(shape.nodes.map(({ item }) => item.id));
  const variables = new Variables(graph);
  const reads = [...checkExpressions(graph, variables, ids, limits.expressions, problems)];
  checkSchemas(graph, problems);
  if (graph.decided) checkWhatHappens(graph, reads, variables, problems);
  return problems.toArray();
}

function checkWhatHappens(
  graph: FlowGraph,
  reads: readonly OpenRead[],
  variables: Variables,
  problems: ProblemList,
): void {
  const ways = new Ways(graph, reads);
  const nodes = checkWays(graph, ways, problems);
  const openReads = checkOpenReads(reads, ways, problems) + variables.undecided;
  if (nodes + openReads === 0) return;
  const what = [
    ...(nodes === 0 ? [] : [`whether some way leads to ${nodes} nodes`]),
    ...(openReads === 0 ? [] : [`whether ${openReads} reads may find nothing`]),
  ];
  const bounds = `${WAYS_BUDGET} steps of work, ${MAX_VARIABLES} choices in a scope, ${MAX_PAIRS} pairs of a read and an \`assign\``;
  problems.add('NOT_DECIDED', `It was not decided ${what.join(' and ')}. The bounds are ${bounds}`, { path: '' });
}
