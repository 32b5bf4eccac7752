import type { HttpRequest } from '../request/http-request.js';
import { networkError } from './network-error.js';
import type { OriginPools } from './origin-pools.js';
import { ResponseCollector, type RawResponse } from './response-collector.js';

/**
 * Sends one request and reads its response, at most `maxBytes` of its body. Follows nothing.
 * @throws NodeError; the signal's reason when it is aborted, at once
 */
export function exchange(
  pools: OriginPools,
  request: HttpRequest,
  maxBytes: number,
  signal: AbortSignal,
): Promise<RawResponse> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      signal.removeEventListener('abort', abort);
      settle();
    };
    const collector = new ResponseCollector(
      maxBytes,
      (response) => done(() => resolve(response)),
      (error) => done(() => reject(networkError(error, request.url))),
    );
    const abort = (): void => {
      done(() => reject(signal.reason as Error));
      collector.abort(signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    const { method, url, headers, body } = request;
    pools.of(url.origin).dispatch({ method, path: `${url.pathname}${url.search}`, headers, body }, collector);
  });
}
