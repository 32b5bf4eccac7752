import { NodeError } from '@app/engine';

/** A certificate does not get better by trying again. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT)/;

const HEADERS_TOO_LARGE = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW']);

/** The system's code of a failure: its own, or that of what caused it. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return 'UNKNOWN';
  const own = (error as NodeJS.ErrnoException).code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const cause = inner === undefined ? 'UNKNOWN' : codeOf(inner, depth + 1);
  return cause === 'UNKNOWN' ? (own ?? 'UNKNOWN') : cause;
}

/** What went wrong on the way, as the node's error. */
export function networkError(error: Error, url: URL): NodeError {
  if (error instanceof NodeError) return error;
  const code = codeOf(error);
  if (HEADERS_TOO_LARGE.has(code))
    return new NodeError('HTTP_RESPONSE_TOO_LARGE', 'The headers of the response are larger than the limit.');
  return new NodeError('HTTP_NETWORK', `The call to ${url.host} failed: ${code}.`, {
    details: { code },
    ...(CERTIFICATE.test(code) ? { retryable: false } : {}),
  });
}
