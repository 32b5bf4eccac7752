import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../root.ts';

/**
 * The keys of masked outputs: those that were set, or one that is made at the first start and kept beside the data.
 * Whoever loses it loses these outputs.
 */
export function encryptionKeys(env: NodeJS.ProcessEnv, file = inRoot('.millrace', 'encryption-key')): string {
  const given = env['ENCRYPTION_KEYS'];
  if (given !== undefined) return given;
  if (!existsSync(file)) writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
