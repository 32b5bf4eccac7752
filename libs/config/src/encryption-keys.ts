import { ValidateBy } from 'class-validator';
import type { Rule } from './rule.js';

/** A key of the keyring. */
export interface KeySetting {
  readonly id: string;
  /** Base64 of 32 bytes. */
  readonly key: string;
}

const ID = /^[A-Za-z0-9_-]{1,32}$/;
/** 32 bytes, as every encoder writes them. */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

function keyOf(text: string): KeySetting {
  const at = text.indexOf(':');
  return { id: text.slice(0, Math.max(at, 0)).trim(), key: text.slice(at + 1).trim() };
}

/** A variable that is not set is checked, too. */
function holds(keys: readonly KeySetting[] = []): boolean {
  const ids = new Set(keys.map(({ id }) => id));
  return keys.length > 0 && ids.size === keys.length && keys.every(({ id, key }) => ID.test(id) && KEY.test(key));
}

/** Keys of 256 bits with their ids, separated by commas. */
export function encryptionKeys(): Rule<readonly KeySetting[]> {
  return {
    text: 'keys such as `k1:KEY`, separated by commas: an id of 1 to 32 letters, digits, `_` or `-`, each once, and the Base64 of 32 bytes (`openssl rand -base64 32`)',
    parse: (text) => text.split(',').map(keyOf),
    checks: [ValidateBy({ name: 'encryptionKeys', validator: { validate: (value) => holds(value as KeySetting[]) } })],
  };
}
