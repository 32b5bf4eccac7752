import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ResponseOptionsOf } from '../envelope/response-options.js';
import type { EndpointOptions } from './endpoint-options.js';
import { ErrorEnvelope } from './error-envelope.js';
import { errorResponses } from './error-responses.js';
import { PageMetaSchema } from './page-meta.schema.js';
import { successResponse } from './success-response.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description:
    'The `ETag` that was read: the change is refused with 412 when the flow has another version by now. Missing: whatever the version.',
  schema: { type: 'string' as const },
  example: '"3"',
};

/**
 * All that a route promises, in one place: its status, headers and envelope as they are sent, and
 * its operation in OpenAPI with every success and error, so that the two cannot differ.
 */
export function Endpoint<T>(options: EndpointOptions<T>): MethodDecorator {
  const { id, summary, description, status = 200, type, body, bodyOptional = false, ifMatch = false } = options;
  return applyDecorators(
    HttpCode(status),
    ResponseOptionsOf(options),
    ApiOperation({ operationId: id, summary, ...(description === undefined ? {} : { description }) }),
    ApiExtraModels(ErrorEnvelope, PageMetaSchema, ...(type === undefined ? [] : [type])),
    ApiResponse(successResponse(options)),
    ...errorResponses(options).map((response) => ApiResponse(response)),
    ...(body === undefined ? [] : [ApiBody({ type: body, required: !bodyOptional })]),
    ...(ifMatch ? [ApiHeader(IF_MATCH)] : []),
  );
}
