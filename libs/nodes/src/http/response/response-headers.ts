import type { IncomingHttpHeaders } from 'node:http';
import type { Json, JsonObject } from '@app/definition';

/** Headers as an output has them: lower-case names, repeated ones joined by commas, `set-cookie` always a list. */
export function responseHeaders(headers: IncomingHttpHeaders): JsonObject {
  const lines: [string, Json][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (name === 'set-cookie') lines.push([name, [value].flat()]);
    else lines.push([name, Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(lines);
}
