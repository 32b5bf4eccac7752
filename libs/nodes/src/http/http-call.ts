import type { Json } from '@app/definition';
import { NodeError } from '@app/engine';
import type { HttpLimits } from './http-options.js';
import { exchange } from './network/exchange.js';
import type { OriginPools } from './network/origin-pools.js';
import type { RawResponse } from './network/response-collector.js';
import { redirect } from './request/redirect.js';
import type { HttpRequest } from './request/http-request.js';
import { decodeContent } from './response/content-encoding.js';
import { headerLine } from './response/header-line.js';
import { responseBody, type ResponseKind } from './response/response-body.js';
import { responseHeaders } from './response/response-headers.js';
import { statusError } from './response/status-error.js';
import type { Scrubber } from './secret/scrubber.js';

/** What a call needs beside its request. */
export interface CallContext {
  readonly pools: OriginPools;
  readonly limits: HttpLimits;
  readonly response: ResponseKind;
  readonly isSuccess: (status: number) => boolean;
  readonly scrubber: Scrubber;
  readonly signal: AbortSignal;
}

async function read(response: RawResponse, { limits, response: kind, scrubber }: CallContext): Promise<Json> {
  if (response.isCut)
    throw new NodeError('HTTP_RESPONSE_TOO_LARGE', `The body has more than ${limits.maxResponseBytes} bytes.`);
  const decoded = await decodeContent(
    response.body,
    headerLine(response.headers, 'content-encoding'),
    limits.maxResponseBytes,
  );
  return responseBody(decoded, headerLine(response.headers, 'content-type'), kind, scrubber);
}

/**
 * Makes a call, follows its redirects, and gives the node's output.
 * @throws NodeError, in which secrets may still stand; or the signal's reason
 */
export async function httpCall(first: HttpRequest, context: CallContext): Promise<Json> {
  const { pools, limits, isSuccess, scrubber, signal } = context;
  let request = first;
  for (let redirects = 0; ; redirects++) {
    const response = await exchange(pools, request, limits.maxResponseBytes, signal);
    if (isSuccess(response.status)) {
      const body = await read(response, context);
      return scrubber.json({ status: response.status, headers: responseHeaders(response.headers), body });
    }
    const next = redirect(request, response.status, headerLine(response.headers, 'location'), (text) =>
      scrubber.finds(text),
    );
    if (next === null) throw await statusError(request, response, limits.maxRetryAfterMs, scrubber);
    if (redirects === limits.maxRedirects)
      throw new NodeError('HTTP_TOO_MANY_REDIRECTS', `The server redirected more than ${limits.maxRedirects} times.`);
    request = next;
  }
}
