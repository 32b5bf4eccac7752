import { Ajv2020 } from 'ajv/dist/2020.js';
import { durationMs } from '../duration.js';
import type { JsonObject } from '../json.js';
import { defineFormats } from '../schema/formats.js';
import { linearPatterns } from '../schema/linear-patterns.js';
import { schemaMessages, type SchemaProblem } from '../schema/schema-messages.js';
import { commonDataSchema } from './common-data-schema.js';
import type { NodeTypeSpec } from './node-type-spec.js';

const properties = (schema: JsonObject): JsonObject => (schema.properties ?? {}) as JsonObject;

/** The schema of a node's whole `data`: the type's own fields, and those that all types share. Unknown ones are let through. */
export function dataSchema({ schema }: NodeTypeSpec): JsonObject {
  const { additionalProperties: _, unevaluatedProperties: __, ...own } = schema;
  return { ...own, type: 'object', properties: { ...properties(schema), ...withoutOwn(schema) } };
}

/** The shared fields that the type does not define otherwise, as `wait` does with `timeout`. */
function withoutOwn(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties(commonDataSchema)).filter(([name]) => !Object.hasOwn(properties(schema), name)),
  );
}

/** The fields that `data` of the type may have. */
export function knownFields(spec: NodeTypeSpec): ReadonlySet<string> {
  return cached(spec).fields;
}

/** Checks `data` against dataSchema; compiled once for each type. */
export function dataSchemaCheck(spec: NodeTypeSpec): (data: JsonObject) => readonly SchemaProblem[] {
  return cached(spec).check;
}

interface Compiled {
  readonly fields: ReadonlySet<string>;
  readonly check: (data: JsonObject) => readonly SchemaProblem[];
}

const compiled = new WeakMap<NodeTypeSpec, Compiled>();

function cached(spec: NodeTypeSpec): Compiled {
  const known = compiled.get(spec);
  if (known !== undefined) return known;
  const schema = dataSchema(spec);
  const validate = typeEngine().compile(schema);
  const entry: Compiled = {
    fields: new Set(Object.keys(properties(schema))),
    check: (data) => (validate(data) ? [] : schemaMessages(validate.errors)),
  };
  compiled.set(spec, entry);
  return entry;
}

let engine: Ajv2020 | undefined;

/** For the schemas of node types, which are ours: strict, so that a mistake in one is found by its first test. */
function typeEngine(): Ajv2020 {
  if (engine !== undefined) return engine;
  engine = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    addUsedSchema: false,
    code: { regExp: linearPatterns({ left: Infinity }) },
  });
  defineFormats(engine);
  engine.addFormat('duration', (text: string) => durationMs(text) !== null);
  return engine;
}
