import type { Json } from '@app/definition';
import { text } from '../../executor/text.js';
import { invalidField } from './invalid-field.js';

const MAX_CHARACTERS = 16_384;

function parameterText(name: string, value: Json): string {
  if (typeof value === 'object')
    throw invalidField(`query.${name}`, 'must be a string, a number, a boolean or a list of them.');
  return text(value);
}

function addQuery(url: URL, query: Json): void {
  if (query === null) return;
  if (typeof query !== 'object' || Array.isArray(query)) throw invalidField('query', 'must be an object.');
  for (const [name, value] of Object.entries(query)) {
    if (value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, parameterText(name, item));
  }
}

/** The URL of a call. @throws NodeError NODE_DATA_INVALID */
export function requestUrl(value: Json, query: Json): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) throw invalidField('url', 'must be an absolute URL.');
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw invalidField('url', 'must begin with http:// or https://.');
  if (url.username !== '' || url.password !== '')
    throw invalidField('url', 'must not hold a user name or a password; use `auth`.');
  addQuery(url, query);
  if (url.href.length > MAX_CHARACTERS)
    throw invalidField('url', `must not be longer than ${MAX_CHARACTERS} characters.`);
  return url;
}
