import { STATUS_CODES } from 'node:http';
import type { Json } from '@app/definition';
import { NodeError } from '@app/engine';
import type { RawResponse } from '../network/response-collector.js';
import type { HttpRequest } from '../request/http-request.js';
import type { Scrubber } from '../secret/scrubber.js';
import { decodeContent } from './content-encoding.js';
import { headerLine } from './header-line.js';
import { responseBody } from './response-body.js';
import { responseHeaders } from './response-headers.js';
import { retryAfterMs } from './retry-after.js';

/** Bytes that the body of an error may have when it is decompressed, and characters of it that the error keeps. */
const MAX_DECODED_BYTES = 1024 * 1024;
const MAX_CHARACTERS = 16_384;

/** Statuses that may be another at the next attempt; with them, all from 500 on. */
const RETRYABLE = new Set([408, 425, 429]);

/** The body of an error is a help for people: where it cannot be read, it is left out. */
async function errorBody({ body, headers, isCut }: RawResponse, scrubber: Scrubber): Promise<Json> {
  try {
    const decoded = await decodeContent(body, headerLine(headers, 'content-encoding'), MAX_DECODED_BYTES);
    const isShort = !isCut && decoded.length <= MAX_CHARACTERS;
    const value = responseBody(decoded, headerLine(headers, 'content-type'), isShort ? 'auto' : 'text', scrubber);
    return typeof value === 'string' ? value.slice(0, MAX_CHARACTERS).toWellFormed() : value;
  } catch (error) {
    if (error instanceof NodeError) return null;
    throw error;
  }
}

/** The error of a response whose status is no success. */
export async function statusError(
  request: HttpRequest,
  response: RawResponse,
  maxRetryAfterMs: number,
  scrubber: Scrubber,
): Promise<NodeError> {
  const { status } = response;
  const retryable = RETRYABLE.has(status) || status >= 500;
  const pause = retryable
    ? retryAfterMs(headerLine(response.headers, 'retry-after'), Date.now(), maxRetryAfterMs)
    : null;
  const reason = STATUS_CODES[status] ?? '';
  const message = `${request.method} ${request.url.origin}${request.url.pathname} answered ${`${status} ${reason}`.trim()}.`;
  const details = { status, headers: responseHeaders(response.headers), body: await errorBody(response, scrubber) };
  return new NodeError('HTTP_STATUS', message, {
    details,
    retryable,
    ...(pause === null ? {} : { retryAfterMs: pause }),
  });
}
