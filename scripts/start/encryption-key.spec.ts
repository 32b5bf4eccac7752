import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@app/config';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encryptionKeys } from './encryption-key.ts';

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'encryption-key');
}

describe('the key of masked outputs on a bare machine', () => {
  it('is made once, kept for the owner alone, and holds the rule of the configuration', () => {
    const file = aFile();
    const made = encryptionKeys({}, file);
    expect(encryptionKeys({}, file)).toBe(made);
    expect(encryptionKeys({}, aFile())).not.toBe(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const config = readConfig({ DATABASE_URL: 'postgres://localhost/x', ENCRYPTION_KEYS: made });
    expect(config.encryption.keys).toMatchObject([{ id: 'local' }]);
  });

  it('is the one that was set, where one was', () => {
    expect(encryptionKeys({ ENCRYPTION_KEYS: 'mine:x' }, aFile())).toBe('mine:x');
  });
});
