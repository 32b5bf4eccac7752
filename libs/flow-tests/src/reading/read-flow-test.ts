import type { Json, JsonObject } from '@app/definition';
import { AppError, type ErrorDetail } from '@app/errors';
import { FLOW_TEST_LIMITS, type FlowTestContent } from '@app/flows';
import { fields, isObject, type Report } from './field-check.js';
import { FLOW_TEST_FIELDS, type FlowTestField, isTooLarge } from './flow-test-fields.js';

/** The fields of a test, as they are written; what is missing is as if it said nothing. */
export interface WrittenFlowTest {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly input?: Json | undefined;
  readonly mocks?: JsonObject | undefined;
  readonly events?: Json[] | undefined;
  readonly cancel_after?: string | null | undefined;
  readonly start_at?: string | null | undefined;
  readonly expect?: JsonObject | undefined;
}

const check = fields(FLOW_TEST_FIELDS, 'a test');

/** What a test says, of its fields. */
export function toContent(written: WrittenFlowTest): FlowTestContent {
  const { name, description = null, input = {}, mocks = {}, events = [] } = written;
  const { cancel_after: cancelAfter = null, start_at: startAt = null, expect: expectations = {} } = written;
  return { name, description, input, mocks, events, cancelAfter, startAt, expectations };
}

/** The fields of a test, of what it says. */
export function toWritten(content: FlowTestContent): Required<WrittenFlowTest> {
  const { name, description, input, mocks, events, cancelAfter, startAt, expectations } = content;
  const times = { cancel_after: cancelAfter, start_at: startAt };
  return { name, description, input, mocks, events, ...times, expect: expectations };
}

/**
 * A test out of JSON of any shape; what it gives is good where nothing was reported.
 * @param place where it stands, as errors name it
 */
export function readFlowTest(value: unknown, place: string, report: Report): FlowTestContent {
  check(value, place, report);
  if (isObject(value) && !Object.hasOwn(value, 'name'))
    report(place === '' ? 'name' : `${place}.name`, 'must be given');
  if (isTooLarge(value)) report(place, TOO_LARGE);
  return toContent(isObject(value) ? (value as unknown as WrittenFlowTest) : { name: '' });
}

/** A field as it is. @throws AppError VALIDATION_FAILED that names all that is wrong in it */
export function checkedField(field: FlowTestField, value: unknown): unknown {
  const details: ErrorDetail[] = [];
  FLOW_TEST_FIELDS[field](value, field, (path, message) => details.push({ path, message }));
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', undefined, { details: details.slice(0, 1_000) });
  return value;
}

/** What is said of a test that is too large. */
export const TOO_LARGE = `must have at most ${FLOW_TEST_LIMITS.size} characters of JSON`;
