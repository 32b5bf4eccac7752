import type { NodeTypeRegistry } from '../node-type/node-type-spec.js';
import { checkEdges } from './check-edges.js';
import { checkExpressions } from './check-expressions.js';
import { checkFlow } from './check-flow.js';
import { checkJson } from './check-json.js';
import { checkNodes } from './check-nodes.js';
import { checkSchemas } from './check-schemas.js';
import { DEFINITION_LIMITS, type DefinitionLimits } from './definition-limits.js';
import { FlowGraph } from './flow-graph.js';
import type { Problem } from './problem.js';
import { ProblemList } from './problem-list.js';
import { readShape } from './read-shape.js';

/**
 * All problems of a definition, section 8 of the flow language: none of severity `error` means that
 * `compile` takes it and that it can be published and run.
 *
 * Never throws, whatever it is given. Time and memory grow with the size of the definition only;
 * what would take more is left undecided, and then no problem is reported.
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
  const known = checkNodes(shape, types, problems);
  const edges = checkEdges(shape, known, problems);
  const { nodes } = definition as { nodes: unknown[] };
  const graph = new FlowGraph(known, edges, known.size === nodes.length);
  checkFlow(graph, problems);
  checkExpressions(graph, new Set(shape.nodes.map(({ item }) => item.id)), limits.expressions, problems);
  checkSchemas(graph, problems);
  return problems.toArray();
}
