import { isUtf8 } from 'node:buffer';
import type { Json } from '@app/definition';
import { NodeError } from '@app/engine';
import { isDeep, MAX_DEPTH } from '../../executor/depth.js';
import type { Scrubber } from '../secret/scrubber.js';
import { MediaType } from './media-type.js';

/** The field `response`. */
export type ResponseKind = 'auto' | 'json' | 'text' | 'base64';

const UTF8 = new TextDecoder();

/** Both ways of writing a key that could replace the prototype of the object it is copied to. */
const PROTO = /__proto__|\\u00/;

function toText(body: Buffer, charset: string): string {
  if (charset === 'utf-8') return UTF8.decode(body);
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return UTF8.decode(body);
  }
}

function parse(text: string): Json {
  try {
    return PROTO.test(text)
      ? JSON.parse(text, (key, value: Json) => (key === '__proto__' ? undefined : value))
      : JSON.parse(text);
  } catch {
    throw new NodeError('HTTP_RESPONSE_INVALID', 'The body of the response is not valid JSON.');
  }
}

function toJson(text: string): Json {
  if (text.trim() === '') return null;
  const value = parse(text);
  if (isDeep(value))
    throw new NodeError('HTTP_RESPONSE_INVALID', `The body of the response is nested deeper than ${MAX_DEPTH} levels.`);
  return value;
}

/**
 * The value of a response body: JSON, a string, or base64; null for an empty one that is not
 * asked for as text or base64. JSON and strings still hold what they repeat of secrets.
 * @throws NodeError HTTP_RESPONSE_INVALID when it should be JSON and is none
 */
export function responseBody(
  body: Buffer,
  contentType: string | undefined,
  kind: ResponseKind,
  scrubber: Scrubber,
): Json {
  const type = new MediaType(contentType);
  // What is in base64 can no longer be searched.
  const base64 = (): string => scrubber.bytes(body).toString('base64');
  if (kind === 'base64') return base64();
  if (kind === 'text') return toText(body, type.charset);
  if (body.length === 0) return null;
  if (kind === 'json' || type.isJson) return toJson(toText(body, type.charset));
  const isText = type.isText || (type.isMissing && isUtf8(body));
  return isText ? toText(body, type.charset) : base64();
}
