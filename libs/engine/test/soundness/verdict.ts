import { validate, type Definition, type DefinitionNode, type Problem } from '@app/definition';
import { flowTypes } from './flow-types.js';
import type { Read, SmallFlow } from './small-definitions.js';

/** A read that validation says may find nothing, and how. */
export type Missing = Problem & { readonly read: Read };

/** What validation says can and cannot happen in a flow. */
export interface Verdict {
  /** The reads that can be right: each finds something on some way. */
  readonly reads: ReadonlyMap<string, Read>;
  /** Nodes that never run, because of themselves or of a container around them. */
  readonly never: ReadonlySet<string>;
  readonly missing: readonly Missing[];
  /** Joins that never hold. */
  readonly joins: readonly Problem[];
}

const WRONG: ReadonlySet<string> = new Set(['NODE_NOT_UPSTREAM', 'NODE_IN_INNER_SCOPE', 'VARIABLE_UNKNOWN']);
const NEVER: ReadonlySet<string> = new Set(['NODE_NEVER_RUNS', 'JOIN_NEVER_HOLDS']);
const MISSES: ReadonlySet<string> = new Set(['NODE_MAY_NOT_HAVE_RUN', 'VARIABLE_MAY_NOT_BE_SET']);

export function verdictOf({ definition, reads }: SmallFlow): Verdict {
  const problems = validate(definition, flowTypes);
  // A variable that is set beside its reader, or later, has no way that leads to it.
  const isWrong = ({ code, counter_example: way }: Problem) =>
    WRONG.has(code) || (MISSES.has(code) && way === undefined);
  const wrong = new Set(problems.filter(isWrong).map(({ path }) => path));
  const right = new Map([...reads].filter(([path]) => !wrong.has(path)));
  const stopped = new Set(problems.flatMap(({ code, node }) => (NEVER.has(code) && node !== undefined ? [node] : [])));
  return {
    reads: right,
    never: new Set(
      definition.nodes.map(({ id }) => id).filter((id) => andAround(definition, id).some((each) => stopped.has(each))),
    ),
    missing: problems.flatMap((problem) => {
      const read = right.get(problem.path);
      return MISSES.has(problem.code) && read !== undefined ? [{ ...problem, read }] : [];
    }),
    joins: problems.filter(({ code }) => code === 'JOIN_NEVER_HOLDS'),
  };
}

/** The node and the containers around it. */
function andAround(definition: Definition, id: string): string[] {
  const node: DefinitionNode | undefined = definition.nodes.find((each) => each.id === id);
  return node === undefined ? [] : [id, ...(node.parentId === undefined ? [] : andAround(definition, node.parentId))];
}
