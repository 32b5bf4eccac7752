import { FLOW_TEST_LIMITS } from '@app/flows';
import { isStorableText } from '@app/http';
import { readEvents, readMocks, timeMs } from '@app/simulation';
import { duration, expectations } from './expectation-fields.js';
import { both, type FieldCheck, readable, rule } from './field-check.js';
import { json } from './json-check.js';

/** Characters of a test's name, and of what is said of it. */
export const FLOW_TEST_NAME = 200;
export const FLOW_TEST_DESCRIPTION = 10_000;

const text = (min: number, max: number): FieldCheck =>
  rule(
    (value) => typeof value === 'string' && value.length >= min && value.length <= max && isStorableText(value),
    `must be a text of ${min} to ${max} characters, without NUL and broken surrogate pairs`,
  );

const orNull =
  (check: FieldCheck): FieldCheck =>
  (value, place, report) => {
    if (value !== null) check(value, place, report);
  };

/** The fields of a test as it is written, each with what it must be. */
export const FLOW_TEST_FIELDS = {
  name: text(1, FLOW_TEST_NAME),
  description: orNull(text(0, FLOW_TEST_DESCRIPTION)),
  input: json,
  mocks: both(json, readable(readMocks)),
  events: both(json, readable(readEvents)),
  cancel_after: orNull(duration),
  start_at: orNull(
    rule((value) => typeof value === 'string' && timeMs(value) !== null, 'must be a time, as in 2026-11-21T08:30:00Z'),
  ),
  expect: expectations,
} satisfies Readonly<Record<string, FieldCheck>>;

/** A test as it is written: only its name must be there. */
export type FlowTestField = keyof typeof FLOW_TEST_FIELDS;

/** What a test may have beside: its size is bounded. */
export const isTooLarge = (value: unknown): boolean => JSON.stringify(value).length > FLOW_TEST_LIMITS.size;
