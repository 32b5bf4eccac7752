import { AppError } from '@app/errors';
import { isTemplate, expressionSource, splitTemplate } from '../expression/template-text.js';
import type { RegexBudget } from '../expression/linear-regex.js';
import { parseExpression } from '../expression/parse-expression.js';
import type { References } from '../expression/references.js';
import type { Json } from '../json.js';
import { dataFields, type DataField } from '../node-type/data-fields.js';
import { checkReads } from './check-reads.js';
import type { KnownNode } from './check-nodes.js';
import type { Variables } from './check-variables.js';
import type { FlowGraph } from './flow-graph.js';
import type { OpenRead } from './open-reads.js';
import type { Place, ProblemList } from './problem-list.js';

/** An expression of the definition, and where it stands. */
export interface PlacedExpression {
  readonly node: KnownNode;
  readonly field: DataField;
  readonly references: References;
  readonly place: Place;
}

/** Instructions that all regular expressions of a definition may have together. */
const MAX_REGEXES = 200_000;

/** Checks every expression of every node. Gives the reads that may find nothing, on some way. */
export function* checkExpressions(
  graph: FlowGraph,
  variables: Variables,
  ids: ReadonlySet<string>,
  limit: number,
  problems: ProblemList,
): Generator<OpenRead> {
  const regexes = { left: MAX_REGEXES };
  let left = limit;
  for (const node of graph.nodes) {
    for (const field of dataFields(node.spec, node.item.data)) {
      for (const { source, path } of sources(field, `nodes[${node.at}].data.`, problems, node)) {
        const place = { path, node: node.item.id };
        if (problems.full) return;
        if (--left < 0) {
          problems.add('TOO_LARGE', `A definition may have ${limit} expressions`, place);
          return;
        }
        const references = parse(source, regexes, place, problems);
        if (references !== null) yield* checkReads({ node, field, references, place }, graph, variables, ids, problems);
      }
    }
  }
}

/** The sources of the expressions in a field. */
function sources(
  { kind, value, path }: DataField,
  prefix: string,
  problems: ProblemList,
  node: KnownNode,
): { source: string; path: string }[] {
  const found: { source: string; path: string }[] = [];
  const take = (text: string, at: string): void => {
    try {
      if (kind === 'expression') found.push({ source: expressionSource(text), path: at });
      else if (isTemplate(text))
        for (const part of splitTemplate(text))
          if ('expression' in part) found.push({ source: part.expression, path: at });
    } catch (cause) {
      report(cause, { path: at, node: node.item.id }, problems);
    }
  };
  if (kind === 'expression') {
    if (typeof value === 'string') take(value, prefix + path);
  } else strings(value, prefix + path, take);
  return found;
}

/** Every string in a value. Its depth is bounded: checkJson has looked at it. */
function strings(value: Json, path: string, take: (text: string, path: string) => void): void {
  if (typeof value === 'string') take(value, path);
  else if (Array.isArray(value)) value.forEach((item, at) => strings(item, `${path}[${at}]`, take));
  else if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) strings(value[key] as Json, `${path}.${key.slice(0, 100)}`, take);
}

function parse(source: string, regexes: RegexBudget, place: Place, problems: ProblemList): References | null {
  try {
    return parseExpression(source, regexes).references;
  } catch (cause) {
    report(cause, place, problems);
    return null;
  }
}

function report(cause: unknown, place: Place, problems: ProblemList): void {
  if (!(cause instanceof AppError)) throw cause;
  problems.add('EXPRESSION_INVALID', cause.message, place);
}
