import type { Json } from '@app/definition';
import { text } from '../../executor/text.js';

const FORM = 'application/x-www-form-urlencoded';

/** A body as it is sent, and the content-type that it has unless the flow says otherwise. */
export interface RequestBody {
  readonly text: string;
  readonly contentType: string;
}

function form(body: { [name: string]: Json }): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== null) parameters.append(name, text(item));
  }
  return parameters.toString();
}

/** The body of a call; null for none. `contentType` is what the flow's own header says. */
export function requestBody(body: Json, contentType: string | undefined): RequestBody | null {
  if (body === null) return null;
  if (typeof body === 'string') return { text: body, contentType: 'text/plain; charset=utf-8' };
  if (contentType?.toLowerCase().startsWith(FORM) === true && typeof body === 'object' && !Array.isArray(body))
    return { text: form(body), contentType: FORM };
  return { text: JSON.stringify(body), contentType: 'application/json' };
}
