import type { Json, JsonObject } from '@app/definition';
import { text } from '../../executor/text.js';
import { invalidField } from './invalid-field.js';

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** Visible characters, blanks and what latin1 has beyond ASCII: no line break can begin another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that the connection itself sets; a flow that sets them could desynchronise it. */
const OWN = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function headerValue(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((item) => headerValue(name, item)).join(', ');
  if (typeof value === 'object')
    throw invalidField(`headers.${name}`, 'must be a string, a number, a boolean or a list of them.');
  const line = text(value).trim();
  if (!VALUE.test(line)) throw invalidField(`headers.${name}`, 'has a character that no header may have.');
  return line;
}

function authorization(auth: JsonObject): string {
  const part = (name: string): string => {
    const value = auth[name] ?? null;
    if (value === null || typeof value === 'object') throw invalidField(`auth.${name}`, 'must be a string.');
    return text(value);
  };
  if (auth['type'] === 'bearer') return `Bearer ${part('token')}`;
  const username = part('username');
  if (username.includes(':')) throw invalidField('auth.username', 'must not hold a colon.');
  return `Basic ${Buffer.from(`${username}:${part('password')}`).toString('base64')}`;
}

/** The headers that a flow gives a call, with `authorization` from `auth`; names in lower case. @throws NodeError NODE_DATA_INVALID */
export function requestHeaders(headers: Json, auth: Json): Record<string, string> {
  if (typeof headers !== 'object' || Array.isArray(headers)) throw invalidField('headers', 'must be an object.');
  const lines: Record<string, string> = {};
  for (const [given, value] of Object.entries(headers ?? {})) {
    const name = given.toLowerCase();
    if (!TOKEN.test(name)) throw invalidField('headers', 'has a name that no header may have.');
    if (OWN.has(name)) throw invalidField(`headers.${name}`, 'is set by the connection itself.');
    if (value !== null) lines[name] = headerValue(name, value);
  }
  if (auth === null) return lines;
  if (typeof auth !== 'object' || Array.isArray(auth)) throw invalidField('auth', 'must be an object.');
  const line = authorization(auth);
  if (!VALUE.test(line)) throw invalidField('auth', 'has a character that no header may have.');
  return { ...lines, authorization: line };
}
