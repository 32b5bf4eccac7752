import type { Json, JsonObject } from '../json.js';
import { compileSchema, type SchemaCheck } from './user-schema.js';

/** Checks against a schema that is compiled when it is first asked for. */
export function inputCheck(schema: JsonObject | null): SchemaCheck {
  if (schema === null) return () => [];
  let check: SchemaCheck | undefined;
  return (input: Json) => (check ??= compileSchema(schema))(input);
}
