import { isIdempotent } from '../http.node-type.js';
import type { HttpFields } from './http-fields.js';
import type { HttpRequest } from './http-request.js';
import { requestBody } from './request-body.js';
import { requestHeaders } from './request-headers.js';
import { requestUrl } from './request-url.js';

const DEFAULTS: Readonly<Record<string, string>> = {
  accept: '*/*',
  'accept-encoding': 'gzip, br',
  'user-agent': 'Millrace',
};

/** The call that the fields describe. @throws NodeError NODE_DATA_INVALID */
export function buildRequest(fields: HttpFields): HttpRequest {
  const url = requestUrl(fields.url, fields.query);
  const headers: Record<string, string> = { ...DEFAULTS, ...requestHeaders(fields.headers, fields.auth) };
  const body = requestBody(fields.body, headers['content-type']);
  if (body !== null) headers['content-type'] ??= body.contentType;
  return { method: fields.method, url, headers, body: body?.text ?? null };
}

/** The call with the key by which the other side can know a repetition; methods that may be repeated anyway need none. */
export function withIdempotencyKey(request: HttpRequest, key: string): HttpRequest {
  if (isIdempotent(request.method) || request.headers['idempotency-key'] !== undefined) return request;
  return { ...request, headers: { ...request.headers, 'idempotency-key': key } };
}
