import type { IncomingHttpHeaders } from 'node:http';

/** The value of a header; a repeated one is joined by commas (RFC 9110, 5.3). */
export function headerLine(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
