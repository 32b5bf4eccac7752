import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { AppConfig } from './app-config.js';
import { ConfigError } from './config-error.js';
import { readConfig } from './read-config.js';

/**
 * The configuration of this process: its environment, and beneath it the file `.env` of the working directory.
 * Where it does not hold, every bad variable is named on stderr with its rule, and the process ends with code 1.
 */
export function loadConfig(): AppConfig {
  try {
    const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
    return readConfig({ ...file, ...process.env });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
