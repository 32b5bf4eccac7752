import type { NodeTypeSpec } from '@app/definition';
import { httpSchema } from './http.schema.js';

/** Methods that may be repeated when nobody knows whether the first call arrived (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set<unknown>(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Whether a call with this method may be made twice. A missing method is GET. */
export const isIdempotent = (method: unknown): boolean => IDEMPOTENT.has(method ?? 'GET');

/** `http`: calls a server. */
export const httpType: NodeTypeSpec = {
  type: 'http',
  title: 'HTTP request',
  description:
    'Calls a server. Its output is `{ status, headers, body }`. A status that is no success, and every failure of the network, is an error.',
  kind: 'effect',
  schema: httpSchema,
  fields: {
    url: 'secret-template',
    query: 'secret-template',
    headers: 'secret-template',
    body: 'secret-template',
    auth: 'secret-template',
  },
  handles: () => ['out'],
  errorHandle: true,
  defaultTimeoutMs: 10_000,
  repeatable: (data) => isIdempotent(data['method']),
};
