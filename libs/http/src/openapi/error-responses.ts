import { type ErrorCode, ERRORS } from '@app/errors';
import { type ApiResponseOptions, getSchemaPath } from '@nestjs/swagger';
import type { EndpointOptions } from './endpoint-options.js';
import { ErrorEnvelope } from './error-envelope.js';
import { REQUEST_ID } from './success-response.js';

const WITH_BODY: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'MALFORMED_BODY',
  'REQUEST_TIMEOUT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer' as const }, example: 2 },
};

/** All codes that a route can answer with. */
function codesOf<T>({ body, errors = [], offline, ifMatch }: EndpointOptions<T>): ErrorCode[] {
  const codes: ErrorCode[] = ['MALFORMED_REQUEST', ...errors, 'INTERNAL'];
  if (body !== undefined) codes.push(...WITH_BODY);
  if (offline !== true) codes.push('DATABASE_UNAVAILABLE');
  if (ifMatch === true) codes.push('PRECONDITION_FAILED');
  return [...new Set(codes)];
}

function exampleOf(code: ErrorCode) {
  const details =
    code === 'VALIDATION_FAILED' ? [{ path: 'name', message: 'must be a text of 1 to 200 characters' }] : [];
  return { summary: code, value: { error: { code, message: ERRORS[code].meaning, details } } };
}

/** The errors of a route by status, for OpenAPI. */
export function errorResponses<T>(options: EndpointOptions<T>): ApiResponseOptions[] {
  const byStatus = Map.groupBy(codesOf(options), (code) => ERRORS[code].status ?? 500);
  return [...byStatus].map(([status, codes]) => ({
    status,
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join('\n\n'),
    headers: { ...REQUEST_ID, ...(status === 503 || status === 429 ? RETRY_AFTER : {}) },
    content: {
      'application/json': {
        schema: { $ref: getSchemaPath(ErrorEnvelope) },
        examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
      },
    },
  }));
}
