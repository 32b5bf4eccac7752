import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { AppError } from '@app/errors';
import { marked, markedIn, type SealedParts } from './sealed.js';

/** A key as the configuration has it. */
export interface EncryptionKey {
  readonly id: string;
  /** Base64 of 32 bytes. */
  readonly key: string;
}

/** Where a value is kept: it can be read there and nowhere else. */
export type Place = readonly (string | number)[];

/** A value as it was before it was stored. */
export interface Opened<T> {
  readonly value: T;
  /** Whether it was encrypted. */
  readonly sealed: boolean;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts values that are kept, and decrypts them. The first key encrypts, all of them decrypt; each value
 * has a random nonce of its own, and is bound to its key's id and its place.
 */
export class Vault {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly first: string | null;
  private readonly asked = new Set<string>();

  constructor(keys: readonly EncryptionKey[]) {
    this.keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key, 'base64')]));
    this.first = keys[0]?.id ?? null;
  }

  /** Whether there is a key to encrypt with. */
  get canSeal(): boolean {
    return this.first !== null;
  }

  /** Ids of keys that were asked for and are not here; `(any)`: one to encrypt with. */
  get missing(): readonly string[] {
    return [...this.asked];
  }

  /**
   * The value as it is kept.
   * @param beside fields that stay readable beside it
   * @throws AppError ENCRYPTION_KEY_MISSING; RangeError or TypeError for a value that has no JSON
   */
  seal(value: unknown, place: Place, beside?: object): object {
    const id = this.first;
    const key = id === null ? undefined : this.keys.get(id);
    if (id === null || key === undefined) {
      this.asked.add(ANY_KEY);
      throw new AppError('ENCRYPTION_KEY_MISSING', 'A masked value is to be stored, and there is no encryption key.');
    }
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(id, place));
    const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]).toString('base64');
    const tag = cipher.getAuthTag().toString('base64');
    return marked({ v: 1, key: id, iv: iv.toString('base64'), tag, data }, beside);
  }

  /**
   * A stored value as it was; a plain one is left as it is.
   * @throws AppError ENCRYPTION_KEY_MISSING, MASKED_VALUE_BROKEN
   */
  open<T>(stored: T, place: Place): Opened<T> {
    const found = markedIn(stored);
    if (found === undefined) return { value: stored, sealed: false };
    if (typeof found === 'object' && found !== null && 'plain' in found)
      return { value: found.plain as T, sealed: false };
    return { value: this.decrypt(found, place) as T, sealed: true };
  }

  private decrypt(parts: SealedParts, place: Place): unknown {
    const { v, key: id, iv, tag, data } = parts ?? {};
    if (v !== 1 || [id, iv, tag, data].some((part) => typeof part !== 'string')) throw broken();
    const key = this.keys.get(id);
    if (key === undefined) {
      this.asked.add(id);
      throw new AppError(
        'ENCRYPTION_KEY_MISSING',
        `A stored value is encrypted with the key "${id}", which is not here.`,
      );
    }
    try {
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64'), { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(id, place)).setAuthTag(Buffer.from(tag, 'base64'));
      const text = Buffer.concat([decipher.update(data, 'base64'), decipher.final()]).toString('utf8');
      return JSON.parse(text);
    } catch {
      // What the library says tells nothing more, and a parser would quote what it has read.
      throw broken();
    }
  }
}

/** Stands among the ids of missing keys for the one to encrypt with. */
const ANY_KEY = '(any)';

const boundTo = (keyId: string, place: Place): Buffer => Buffer.from(JSON.stringify(['millrace', 1, keyId, ...place]));

const broken = (): AppError => new AppError('MASKED_VALUE_BROKEN');

/** A vault without keys: it refuses to encrypt. */
export const NO_KEYS = new Vault([]);
