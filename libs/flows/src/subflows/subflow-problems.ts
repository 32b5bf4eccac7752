import { type Definition, DEFINITION_LIMITS, type Problem, type ProblemCode, PROBLEMS } from '@app/definition';
import { LRUCache } from 'lru-cache';
import { checkDefinition } from '../definition-check.js';
import { type Call, CallGraph, callsOf, ITSELF, MAX_BYTES, MAX_VERSIONS, type OwnFlow } from './call-graph.js';
import { endless } from './endless.js';
import type { FlowTargets } from './flow-targets.js';

/** What is wrong with the flows that a definition calls. */
export async function subflowProblems(
  targets: FlowTargets,
  definition: Definition,
  own: OwnFlow | null,
): Promise<Problem[]> {
  const calls = callsOf(definition);
  if (calls.length === 0) return [];
  const graph = new CallGraph(targets, own);
  await graph.read(definition);
  const faults = new Map<string, readonly [ProblemCode, string, string] | null>();
  const problems = calls.flatMap((call) => {
    const key = JSON.stringify(call.reference);
    const fault = faults.get(key) ?? faultOf(call, graph);
    faults.set(key, fault);
    return fault === null ? [] : [problem(...fault, call)];
  });
  problems.push(...withoutEnd(calls, graph));
  if (graph.cut)
    problems.push(
      notDecided(`of what is called, no more than ${MAX_VERSIONS} versions or ${MAX_BYTES} bytes are looked at`),
    );
  return problems.slice(0, DEFINITION_LIMITS.problems);
}

/** That the flows that are called were not looked at, or not all of them, and why. */
export function notDecided(why: string): Problem {
  const message = `It was not decided whether the sub-flows can be run: ${why}`;
  return { code: 'NOT_DECIDED', severity: PROBLEMS.NOT_DECIDED.severity, message, path: '' };
}

/** What is wrong with a reference: the code, the message, the field. */
function faultOf({ reference }: Call, graph: CallGraph): readonly [ProblemCode, string, string] | null {
  const { flow: name, version } = reference;
  if (graph.isItself(reference)) return null;
  const flow = graph.flow(reference);
  if (flow === null) return ['SUBFLOW_NOT_FOUND', `There is no flow "${name}"`, 'flow'];
  if (flow.status === 'archived') return ['SUBFLOW_ARCHIVED', `The flow "${name}" is archived`, 'flow'];
  const key = graph.nameOf(reference);
  if (key === null) return ['SUBFLOW_NOT_PUBLISHED', `Nothing of the flow "${name}" is published`, 'flow'];
  const definition = graph.definition(key);
  if (definition === undefined)
    return graph.cut ? null : ['SUBFLOW_NOT_FOUND', `The flow "${name}" has no version ${version}`, 'version'];
  const error = errorOf(key, definition);
  return error === '' ? null : ['SUBFLOW_HAS_PROBLEMS', `The flow "${name}" cannot be run: ${error}`, 'flow'];
}

/** A version never changes, and neither does what is wrong with it. */
const ERRORS = new LRUCache<string, string>({ max: 10_000 });

/** The first error of a version; '' for none. */
function errorOf(key: string, definition: Definition): string {
  const known = ERRORS.get(key);
  if (known !== undefined) return known;
  const error = checkDefinition(definition).find(({ severity }) => severity === 'error');
  const text = error === undefined ? '' : `${error.message} (${error.path})`;
  ERRORS.set(key, text);
  return text;
}

function withoutEnd(calls: readonly Call[], graph: CallGraph): Problem[] {
  const found = endless(graph.callers());
  if (!found.has(ITSELF)) return [];
  return calls.flatMap((call) => {
    const called = graph.nameOf(call.reference);
    if (called === null || !found.has(called)) return [];
    const what =
      called === ITSELF
        ? 'The flow calls itself, and nothing on the way decides whether it does'
        : `The flow "${call.reference.flow}" calls flows without end: nothing on the way decides whether it does`;
    return [problem('SUBFLOW_WITHOUT_END', what, 'flow', call)];
  });
}

function problem(code: ProblemCode, message: string, field: string, { at, node }: Call): Problem {
  return { code, severity: PROBLEMS[code].severity, message, node, path: `nodes[${at}].data.${field}` };
}
