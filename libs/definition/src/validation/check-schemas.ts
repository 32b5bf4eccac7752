import { AppError } from '@app/errors';
import type { JsonObject } from '../json.js';
import { compileSchema } from '../schema/user-schema.js';
import type { FlowGraph } from './flow-graph.js';
import type { ProblemList } from './problem-list.js';

/** Checks that the schema of the run's input is one. */
export function checkSchemas({ nodes }: FlowGraph, problems: ProblemList): void {
  for (const { at, item, spec, sound } of nodes) {
    const schema = item.data.input_schema;
    if (spec.role !== 'start' || !sound || typeof schema !== 'object' || schema === null) continue;
    try {
      compileSchema(schema as JsonObject);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      problems.add('NODE_DATA_INVALID', cause.message, { path: `nodes[${at}].data.input_schema`, node: item.id });
    }
  }
}
