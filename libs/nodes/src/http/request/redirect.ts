import { NodeError } from '@app/engine';
import type { HttpRequest } from './http-request.js';
import { isCredential } from './recorded-input.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Headers = Readonly<Record<string, string>>;

const without = (headers: Headers, drop: (name: string, value: string) => boolean): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name, value]) => !drop(name, value)));

/** Fetch's rule: 303 asks for a GET, and so, by long custom, do 301 and 302 after a POST. */
function becomesGet(status: number, method: string): boolean {
  return status === 303
    ? method !== 'GET' && method !== 'HEAD'
    : (status === 301 || status === 302) && method === 'POST';
}

/**
 * The call that a response redirects to; null when it does not redirect. Credentials, and every
 * header that holds a secret, stay with the origin that they were meant for.
 * @throws NodeError HTTP_BLOCKED_ADDRESS for a target that is not http or https
 */
export function redirect(
  request: HttpRequest,
  status: number,
  location: unknown,
  holdsSecret: (text: string) => boolean,
): HttpRequest | null {
  if (!REDIRECTS.has(status) || typeof location !== 'string' || !URL.canParse(location, request.url.href)) return null;
  const url = new URL(location, request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new NodeError('HTTP_BLOCKED_ADDRESS', 'The server redirects to something that is neither http nor https.');
  url.username = '';
  url.password = '';
  let { method, headers, body } = request;
  if (becomesGet(status, method)) {
    method = 'GET';
    body = null;
    headers = without(headers, (name) => name.startsWith('content-'));
  }
  if (url.origin !== request.url.origin)
    headers = without(headers, (name, value) => isCredential(name) || holdsSecret(value));
  return { method, url, headers, body };
}
