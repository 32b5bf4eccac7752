import { isSlug } from '@app/flows';
import { isStorableText } from '@app/http';

/** What is wrong with a field's value, as `must be ...`; null: nothing. */
export type FieldCheck = (value: unknown) => string | null;

/** The fields that an object may have; those that must be there stand in `required`. */
export interface FileFields {
  readonly required: readonly string[];
  readonly checks: Readonly<Record<string, FieldCheck>>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HASH = /^[0-9a-f]{64}$/;
/** A time in a file. */
export const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const rule =
  (holds: (value: unknown) => boolean, message: string): FieldCheck =>
  (value) =>
    holds(value) ? null : `must be ${message}`;

const text = (min: number, max: number): FieldCheck =>
  rule(
    (value) => typeof value === 'string' && value.length >= min && value.length <= max && isStorableText(value),
    `a text of ${min} to ${max} characters, without NUL and broken surrogate pairs`,
  );

const like = (pattern: RegExp, message: string): FieldCheck =>
  rule((value) => typeof value === 'string' && pattern.test(value), message);

const orNull =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === null ? null : check(value);

const isVersion = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 2_147_483_647;

/** What is read by itself. */
const any: FieldCheck = () => null;

const time = like(TIME, 'a time, as in 2026-11-21T08:30:00Z');

const VERSION = {
  version: rule(isVersion, 'a whole number from 1 to 2147483647'),
  content_hash: like(HASH, 'a SHA-256 in hex'),
  message: orNull(text(1, 2_000)),
  created_by: orNull(text(1, 200)),
  created_at: time,
  definition: any,
};

/** The fields of a version that others name by its number. */
export const VERSION_FIELDS: FileFields = { required: ['version', 'definition'], checks: VERSION };

/** The fields of a flow. */
export const FLOW_FIELDS: FileFields = {
  required: ['name', 'slug', 'definition'],
  checks: {
    ...VERSION,
    id: like(UUID, 'a UUID'),
    name: text(1, 200),
    slug: rule(
      (value) => typeof value === 'string' && isSlug(value),
      'a slug: 1 to 63 lower-case letters and digits, with single `-` between them',
    ),
    description: orNull(text(0, 10_000)),
    published: rule((value) => typeof value === 'boolean', 'true or false'),
    publish_requires_tests: rule((value) => typeof value === 'boolean', 'true or false'),
    tests: any,
    pinned: any,
  },
};
