import { type ApiResponseOptions, type ApiResponseSchemaHost, getSchemaPath } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import type { EndpointOptions } from './endpoint-options.js';
import { PageMetaSchema } from './page-meta.schema.js';

/** The header that every response carries. */
export const REQUEST_ID = {
  'x-request-id': {
    description: "The request's id: the client's own, or a new one.",
    schema: { type: 'string' as const },
  },
};

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
});

function headersOf<T>({ location, etag, attachment }: EndpointOptions<T>) {
  return {
    ...REQUEST_ID,
    ...(location === undefined ? {} : { Location: header('Where what was made can be read.', '/api/v1/flows/018f…') }),
    ...(attachment === undefined
      ? {}
      : {
          'Content-Disposition': header('The name under which to save it.', 'attachment; filename="greeting.v1.json"'),
        }),
    ...(etag === undefined ? {} : { ETag: header('The version of what is shown; give it as `If-Match`.', '"3"') }),
  };
}

function schemaOf<T>(type: Type<T>, list: EndpointOptions<T>['list']): ApiResponseSchemaHost['schema'] {
  const item = { $ref: getSchemaPath(type) };
  return {
    type: 'object' as const,
    required: ['data', 'meta'],
    properties: {
      data: list === undefined ? item : { type: 'array' as const, items: item },
      meta:
        list === 'paged' ? { $ref: getSchemaPath(PageMetaSchema) } : { type: 'object' as const, description: 'Empty.' },
    },
  };
}

function linksOf<T>({ links = {} }: EndpointOptions<T>): Pick<ApiResponseOptions, 'links'> {
  const entries = Object.entries(links).map(([operationId, pointers]) => {
    const parameters = Object.entries(pointers).map(([name, pointer]) => [name, `$response.body#/data${pointer}`]);
    return [
      operationId,
      { operationId, parameters: Object.fromEntries(parameters) as Record<string, string> },
    ] as const;
  });
  return entries.length === 0 ? {} : { links: Object.fromEntries(entries) };
}

/** The success of a route, for OpenAPI. */
export function successResponse<T>(options: EndpointOptions<T>): ApiResponseOptions {
  const { status = 200, summary, type, mediaType } = options;
  const common = { status, description: summary, headers: headersOf(options), ...linksOf(options) };
  if (mediaType !== undefined) {
    const schema = type === undefined ? { type: 'string' } : { $ref: getSchemaPath(type) };
    return { ...common, content: { [mediaType]: { schema } } };
  }
  return type === undefined ? common : { ...common, schema: schemaOf(type, options.list) };
}
