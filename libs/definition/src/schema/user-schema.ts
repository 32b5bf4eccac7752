import { AppError } from '@app/errors';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../json.js';
import { defineFormats } from './formats.js';
import { linearPatterns } from './linear-patterns.js';
import { schemaMessages, type SchemaProblem } from './schema-messages.js';
import { defineUniqueItems } from './unique-items.js';

/** Subschemas that one check may go into: what keeps a schema that doubles by its `$ref`s from running for ever. */
const MAX_VISITS = 1_000_000;
/** A schema, as characters of JSON. */
const MAX_SCHEMA = 256 * 1024;
/** Instructions that the patterns of a schema may have together. */
const MAX_PATTERNS = 100_000;
/** Input, as characters of JSON, of which every problem is listed; of a larger one the first. */
const LIST_ALL = 64 * 1024;

/** Checks a value; the problems found, none where it holds. */
export type SchemaCheck = (value: Json) => readonly SchemaProblem[];

/** What the patterns of the schema that is being compiled may still take. */
const patterns = { left: 0 };
/** Visits that the check under way may still make; checks are synchronous. */
let visits = 0;

class TooManyVisits extends Error {
  override readonly name = 'TooManyVisits';
}

/** Called at the head of every function that ajv makes. */
function visit(): void {
  if (--visits < 0) throw new TooManyVisits();
}

/**
 * Compiles a JSON Schema (2020-12, with formats) that comes from outside: patterns run in linear time,
 * nothing is fetched, and a check takes a bounded number of steps.
 * @throws AppError VALIDATION_FAILED where it is no schema, or uses what is not allowed
 */
export function compileSchema(schema: JsonObject): SchemaCheck {
  const first = compileWith(schema, false);
  let all: ValidateFunction | undefined;
  return (value) => {
    try {
      if (bounded(first, value)) return [];
      if (JSON.stringify(value).length > LIST_ALL) return schemaMessages(first.errors);
      all ??= compileWith(schema, true);
      bounded(all, value);
      return schemaMessages(all.errors);
    } catch (fault) {
      if (fault instanceof TooManyVisits || fault instanceof RangeError)
        return [{ path: '', message: 'is too large to be checked' }];
      throw fault;
    }
  };
}

function bounded(validate: ValidateFunction, value: Json): boolean {
  visits = MAX_VISITS;
  return validate(value);
}

function compileWith(schema: JsonObject, allErrors: boolean): ValidateFunction {
  const ajv = engine(allErrors);
  visits = MAX_VISITS;
  patterns.left = MAX_PATTERNS;
  if (JSON.stringify(schema).length > MAX_SCHEMA)
    throw new AppError(
      'VALIDATION_FAILED',
      `The JSON Schema cannot be used: it has more than ${MAX_SCHEMA} characters`,
    );
  try {
    return ajv.compile(schema);
  } catch (cause) {
    const message =
      cause instanceof RangeError ? 'is nested too deeply' : cause instanceof Error ? cause.message : String(cause);
    throw new AppError('VALIDATION_FAILED', `The JSON Schema cannot be used: ${message}`, { cause });
  } finally {
    ajv.removeSchema(schema);
  }
}

/** Schemas that one instance of ajv compiles, as it keeps parts of each. */
const MAX_USES = 100;

const engines = new Map<boolean, { readonly ajv: Ajv2020; uses: number }>();

/** Made when it is first needed, and for many schemas: it brings the schemas of JSON Schema itself. */
function engine(allErrors: boolean): Ajv2020 {
  const known = engines.get(allErrors);
  if (known !== undefined && ++known.uses <= MAX_USES) return known.ajv;
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    logger: false,
    inlineRefs: false,
    addUsedSchema: false,
    code: {
      regExp: linearPatterns(patterns),
      process: (code) => code.replaceAll('let vErrors = null;', 'self.visit();let vErrors = null;'),
    },
  });
  Object.assign(ajv, { visit });
  defineFormats(ajv);
  defineUniqueItems(ajv);
  engines.set(allErrors, { ajv, uses: 1 });
  return ajv;
}
