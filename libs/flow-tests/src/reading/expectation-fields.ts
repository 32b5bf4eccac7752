import { compileExpression, durationMs, rootNames } from '@app/definition';
import { AppError } from '@app/errors';
import { HOLDS_NAMES } from '../expectation/check-holds.js';
import { TEST_STATUSES } from '../expectation/expectations.js';
import { both, type FieldCheck, fields, isObject, list, rule } from './field-check.js';
import { json } from './json-check.js';

const MAX_NAMES = 1_000;
const MAX_EXPRESSIONS = 100;

const text = rule(
  (value) => typeof value === 'string' && value.length >= 1 && value.length <= 1_000,
  'must be a text of 1 to 1,000 characters',
);

/** A duration of the flow language. */
export const duration = rule(
  (value) => typeof value === 'string' && durationMs(value) !== null,
  'must be a duration, such as 30s, 1h30m or PT30S',
);

const expression: FieldCheck = (value, place, report) => {
  if (typeof value !== 'string') return report(place, 'must be an expression, as text');
  try {
    compileExpression(value);
    const { names, unbound } = rootNames(value);
    for (const name of names)
      if (!(HOLDS_NAMES as readonly string[]).includes(name))
        report(place, `reads \`${name.slice(0, 100)}\`; there are ${HOLDS_NAMES.join(', ')}`);
    for (const name of unbound) report(place, `reads $${name.slice(0, 100)}, which is no variable and no function`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report(place, `is no expression: ${error.message}`);
  }
};

const names = list(MAX_NAMES, text);

const inOrder: FieldCheck = (value, place, report) => {
  const { min, max } = value as { min?: string; max?: string };
  if (min !== undefined && max !== undefined && (durationMs(min) ?? 0) > (durationMs(max) ?? 0))
    report(`${place}.min`, 'must not be longer than `max`');
};

const notBoth: FieldCheck = (value, place, report) => {
  const { status, error } = value as { status?: string; error?: object };
  if (error !== undefined && status !== undefined && status !== 'failed' && status !== 'cancelled')
    report(`${place}.status`, `must be failed or cancelled where an \`error\` is expected`);
};

const error = both(
  fields({ code: text, path: text }, 'an expected error'),
  rule((value) => isObject(value) && Object.keys(value).length > 0, 'must have a `code` or a `path`'),
);

const path = fields({ ran: names, did_not_run: names, only: names, in_order: names }, 'an expected path');

/** What `expect` may hold. */
export const expectations: FieldCheck = both(
  fields(
    {
      status: rule(
        (value) => (TEST_STATUSES as readonly unknown[]).includes(value),
        `must be one of ${TEST_STATUSES.join(', ')}`,
      ),
      error,
      output: json,
      output_contains: json,
      holds: list(MAX_EXPRESSIONS, expression),
      path,
      duration: both(fields({ min: duration, max: duration }, 'an expected duration'), inOrder),
    },
    '`expect`',
  ),
  notBoth,
);
