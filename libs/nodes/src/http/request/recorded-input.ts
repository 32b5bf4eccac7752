import type { Json, JsonObject } from '@app/definition';
import { MASK } from '../secret/scrubber.js';
import type { HttpFields } from './http-fields.js';

/** Names of headers and parameters that carry credentials, however they were written into the flow. */
const CREDENTIAL =
  /^(proxy-)?authorization$|cookie|api[-_]?key|token|secret|password|passwd|signature|^(x-)?auth([-_]|$)/i;

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a header or parameter of this name carries credentials. */
export const isCredential = (name: string): boolean => CREDENTIAL.test(name);

function maskCredentials(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, item !== null && isCredential(name) ? MASK : item]),
  );
}

const USER_INFO = /^([a-z]+:\/\/)[^/?#]*@/i;
const PARAMETER = /([?&])([^=&#]+)=[^&#]*/g;

function maskUrl(url: Json): Json {
  if (typeof url !== 'string') return url;
  return url
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(PARAMETER, (all, before: string, name: string) => (isCredential(name) ? `${before}${name}=${MASK}` : all));
}

function maskAuth(auth: Json): Json {
  if (!isObject(auth)) return auth;
  return Object.fromEntries(
    Object.entries(auth).map(([name, item]) => [name, name === 'type' || name === 'username' ? item : MASK]),
  );
}

/** What a step shows of a call: all that was sent but credentials. `fields` holds no secret. */
export function recordedInput(fields: HttpFields): JsonObject {
  const { method, url, query, headers, body, auth } = fields;
  return {
    method,
    url: maskUrl(url),
    ...(query === null ? {} : { query: maskCredentials(query) }),
    ...(headers === null ? {} : { headers: maskCredentials(headers) }),
    ...(body === null ? {} : { body }),
    ...(auth === null ? {} : { auth: maskAuth(auth) }),
  };
}
