import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shown, storedPlain } from './sealed.js';
import { NO_KEYS, Vault } from './vault.js';

const aKey = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
const K1 = aKey('k1');
const K2 = aKey('k2');
const PLACE = ['step', 'run-1', 'a[2].b', 1, 'output'];
const vault = new Vault([K1]);

type Envelope = Record<string, Record<string, string>>;
const parts = (sealed: object): Record<string, string> => Object.values(sealed as Envelope)[0] ?? {};
const changed = (sealed: object, change: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(sealed).map(([mark, inner]) => [mark, { ...inner, ...change }]));
/** What the database gives back. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const VALUES: readonly unknown[] = [
  null,
  0,
  '',
  'tr\u0000ès 🗝 \ud800',
  [],
  {},
  { a: [1, { b: null }] },
  'x'.repeat(100_000),
];

describe('a vault', () => {
  it.each(VALUES)('gives back what was put in: value %#', (value) => {
    const sealed = stored(vault.seal(value, PLACE));
    expect(vault.open(sealed, PLACE)).toEqual({ value, sealed: true });
  });

  it('stores nothing that can be read', () => {
    const text = JSON.stringify(vault.seal({ token: 'hunter2-hunter2' }, PLACE));
    expect(text).not.toContain('hunter2');
    expect(Buffer.from(parts(JSON.parse(text)).data ?? '', 'base64').toString()).not.toContain('hunter2');
  });

  it('takes a fresh nonce of 96 bits for every value', () => {
    const sealed = Array.from({ length: 500 }, () => parts(vault.seal('same', PLACE)));
    expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(500);
    expect(new Set(sealed.map(({ data }) => data)).size).toBe(500);
    expect(sealed.every(({ iv = '' }) => Buffer.from(iv, 'base64').length === 12)).toBe(true);
  });

  it.each([
    ['another run', ['step', 'run-2', 'a[2].b', 1, 'output']],
    ['another path', ['step', 'run-1', 'a[3].b', 1, 'output']],
    ['another attempt', ['step', 'run-1', 'a[2].b', 2, 'output']],
    ['another column', ['step', 'run-1', 'a[2].b', 1, 'input']],
    ['parts that only look alike when joined', ['step', 'run-1', 'a[2].b,1', 'output']],
  ])('opens nothing that was moved to %s', (_, place) => {
    const sealed = vault.seal('secret', PLACE);
    expect(() => vault.open(sealed, place)).toThrow(expect.objectContaining({ code: 'MASKED_VALUE_BROKEN' }));
  });

  it.each(['iv', 'tag', 'data'])('notices one changed bit of %s', (field) => {
    const sealed = vault.seal({ secret: 'value' }, PLACE);
    const bytes = Buffer.from(parts(sealed)[field] ?? '', 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const other = changed(sealed, { [field]: bytes.toString('base64') });
    expect(() => vault.open(other, PLACE)).toThrow(expect.objectContaining({ code: 'MASKED_VALUE_BROKEN' }));
  });

  it.each([{ tag: '' }, { tag: 'AAAA' }, { iv: '' }, { v: 2 }, { data: 7 }, { key: null }])(
    'refuses an envelope with %j',
    (change) => {
      const other = changed(vault.seal('secret', PLACE), change);
      expect(() => vault.open(other, PLACE)).toThrow(expect.objectContaining({ code: 'MASKED_VALUE_BROKEN' }));
    },
  );

  it('opens what older keys encrypted, and encrypts with the first', () => {
    const old = vault.seal('secret', PLACE);
    const rotated = new Vault([K2, K1]);
    expect(rotated.open(old, PLACE).value).toBe('secret');
    expect(parts(rotated.seal('secret', PLACE)).key).toBe('k2');
  });

  it('does not take another key for the one with the id', () => {
    const other = new Vault([{ id: 'k1', key: K2.key }]);
    expect(() => other.open(vault.seal(1, PLACE), PLACE)).toThrow(
      expect.objectContaining({ code: 'MASKED_VALUE_BROKEN' }),
    );
    const renamed = changed(vault.seal(1, PLACE), { key: 'k3' });
    expect(() => new Vault([{ id: 'k3', key: K1.key }]).open(renamed, PLACE)).toThrow(
      expect.objectContaining({ code: 'MASKED_VALUE_BROKEN' }),
    );
  });

  it('names the key that it lacks, and remembers that', () => {
    const without = new Vault([K2]);
    expect(without.missing).toEqual([]);
    expect(() => without.open(vault.seal(1, PLACE), PLACE)).toThrow(
      expect.objectContaining({ code: 'ENCRYPTION_KEY_MISSING', message: expect.stringContaining('"k1"') }),
    );
    expect(without.missing).toEqual(['k1']);
  });

  it('without keys refuses to encrypt, remembers that, and reads what is plain', () => {
    const empty = new Vault([]);
    expect([NO_KEYS.canSeal, empty.canSeal, empty.missing]).toEqual([false, false, []]);
    expect(() => empty.seal(1, PLACE)).toThrow(expect.objectContaining({ code: 'ENCRYPTION_KEY_MISSING' }));
    expect(empty.missing).toEqual(['(any)']);
    expect(empty.open({ a: 1 }, PLACE)).toEqual({ value: { a: 1 }, sealed: false });
  });
});

describe('a stored value', () => {
  it('is shown as *** where it is encrypted, whatever stays readable beside it', () => {
    expect(shown(stored(vault.seal({ a: 1 }, PLACE, { name: 'charge' })))).toBe('***');
    expect(stored(vault.seal({ a: 1 }, PLACE, { name: 'charge' }))).toMatchObject({ name: 'charge' });
  });

  it.each(VALUES)('is plain where it was: value %#', (value) => {
    expect(storedPlain(value)).toBe(value);
    expect(shown(value)).toBe(value);
  });

  it('that looks like an encrypted one is none, and comes back as it was', () => {
    const forged = vault.seal('secret', PLACE);
    const kept = stored(storedPlain(forged));
    expect(shown(kept)).toEqual(forged);
    expect(vault.open(kept, PLACE)).toEqual({ value: forged, sealed: false });
    expect(shown(stored(storedPlain(kept)))).toEqual(kept);
  });
});
