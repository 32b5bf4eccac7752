import { AppError, type ErrorDetail } from '@app/errors';
import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, ValidationTypes } from 'class-validator';
import { errorDetails } from './error-details.js';
import { freeJsonFields, type FreeJsonReader } from './free-json.js';

/** The fields of a DTO, and those of them that hold JSON of any shape. */
interface Fields {
  readonly known: ReadonlySet<string>;
  readonly free: ReadonlyMap<string, FreeJsonReader>;
  /** Those that rules are about. */
  readonly ruled: ReadonlySet<string>;
  /** What is wrong where none of these is given: that does not change. undefined: not asked yet. */
  wrongWithout?: readonly ErrorDetail[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks bodies, queries and path parameters against their DTOs. It differs from Nest's
 * ValidationPipe in two things: a body must be an object, and FreeJson fields are neither copied
 * nor walked, so that a definition of 5,000 nodes costs nothing here and hostile keys reach nobody.
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  private readonly fields = new Map<Type, Fields>();

  /** @throws AppError VALIDATION_FAILED that names every bad field */
  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (metatype === undefined || type === 'custom') return value;
    const fields = this.fieldsOf(metatype);
    // No body is one without fields; a body that says null is none of an object.
    return fields.known.size === 0 ? value : check(metatype, fields, value === undefined ? {} : value);
  }

  private fieldsOf(dto: Type): Fields {
    const known = this.fields.get(dto);
    if (known !== undefined) return known;
    const metadata = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
    const rules = metadata.filter(({ type }) => type !== ValidationTypes.WHITELIST);
    const fields = { known: names(metadata), free: freeJsonFields(dto), ruled: names(rules) };
    this.fields.set(dto, fields);
    return fields;
  }
}

const names = (metadata: readonly { propertyName: string }[]): ReadonlySet<string> =>
  new Set(metadata.map(({ propertyName }) => propertyName));

async function check(dto: Type, fields: Fields, value: unknown): Promise<object> {
  const { known, free, ruled } = fields;
  if (!isRecord(value)) throw invalid([{ path: '', message: 'must be a JSON object' }]);
  const given = Object.entries(value);
  const typed = given.filter(([name]) => known.has(name) && !free.has(name));
  const instance = plainToInstance(dto, Object.fromEntries(typed), { exposeDefaultValues: true }) as object;
  Object.assign(instance, Object.fromEntries(given.filter(([name]) => free.has(name))));
  const unknown = given
    .filter(([name]) => !known.has(name))
    .map(([path]) => ({ path, message: 'is not a known field' }));
  const wrong = given.some(([name]) => ruled.has(name))
    ? await brokenRules(instance)
    : (fields.wrongWithout ??= await brokenRules(instance));
  const details = [...unknown, ...wrong, ...readFree(free, value, instance)];
  if (details.length > 0) throw invalid(details);
  return instance;
}

async function brokenRules(instance: object): Promise<readonly ErrorDetail[]> {
  return errorDetails(await validate(instance, { whitelist: true, forbidNonWhitelisted: true }));
}

/** Reads the free fields that are there into the instance. @returns what is wrong in them */
function readFree(
  free: ReadonlyMap<string, FreeJsonReader>,
  given: Readonly<Record<string, unknown>>,
  into: object,
): readonly ErrorDetail[] {
  const details: ErrorDetail[] = [];
  for (const [name, read] of free) {
    if (!Object.hasOwn(given, name)) continue;
    try {
      Object.assign(into, { [name]: read(given[name]) });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'VALIDATION_FAILED') throw error;
      details.push(...error.details);
    }
  }
  return details;
}

function invalid(details: readonly ErrorDetail[]): AppError {
  return new AppError('VALIDATION_FAILED', undefined, { details });
}
