import { AppError } from '@app/errors';
import type { JsonObject } from '../json.js';
import { compileSchema } from '../schema/user-schema.js';
import type { FlowGraph } from './flow-graph.js';
import type { ProblemList } from './problem-list.js';

/** Different JSON Schemas that a definition may hold, and their characters of JSON together: each takes time to look at. */
const MAX_SCHEMAS = 200;
const MAX_CHARACTERS = 512 * 1024;

/** Checks that the JSON Schemas of the nodes are some: those of the run's input, of events and forms. */
export function checkSchemas({ nodes }: FlowGraph, problems: ProblemList): void {
  const known = new Map<string, string | null>();
  let left = MAX_CHARACTERS;
  for (const { at, item, spec, sound } of nodes) {
    for (const field of sound ? (spec.schemas ?? []) : []) {
      const schema = item.data[field];
      if (typeof schema !== 'object' || schema === null) continue;
      const place = { path: `nodes[${at}].data.${field}`, node: item.id };
      const text = JSON.stringify(schema);
      if (!known.has(text)) {
        left -= text.length;
        if (known.size === MAX_SCHEMAS || left < 0) {
          const most = `${MAX_SCHEMAS} different JSON Schemas, of ${MAX_CHARACTERS} characters together`;
          problems.add('TOO_LARGE', `A definition may have ${most}`, place);
          return;
        }
        known.set(text, whyUnusable(schema as JsonObject));
      }
      const why = known.get(text) ?? null;
      if (why !== null) problems.add('NODE_DATA_INVALID', why, place);
    }
  }
}

function whyUnusable(schema: JsonObject): string | null {
  try {
    compileSchema(schema);
    return null;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return cause.message;
  }
}
