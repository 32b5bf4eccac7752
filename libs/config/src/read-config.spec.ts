import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.js';
import type { Environment } from './environment.js';
import { readConfig } from './read-config.js';

/** The Base64 of 32 bytes. */
const KEY = `${'M'.repeat(42)}0=`;

const DATABASE_URL = 'postgres://millrace:hunter2@localhost:5432/millrace';

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name }) => name);
    throw error;
  }
}

describe('readConfig', () => {
  it('has a default for everything but the database', () => {
    expect(problemsOf({})).toEqual(['DATABASE_URL']);
    const config = readConfig({ DATABASE_URL });
    expect(config.http).toMatchObject({ port: 8080, corsOrigins: [], bodyLimitBytes: 10 * 1024 * 1024 });
    expect(config.temporal).toMatchObject({
      address: 'localhost:7233',
      namespace: 'default',
      taskQueue: 'millrace',
      tls: null,
    });
    expect(config.shutdownGraceMs).toBe(20_000);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL, APP_PORT: ' ' }).http.port).toBe(8080);
    expect(problemsOf({ DATABASE_URL: '' })).toEqual(['DATABASE_URL']);
  });

  it('is frozen to its depth', () => {
    const config = readConfig({ DATABASE_URL, CORS_ORIGINS: 'https://a.example' });
    expect([config, config.http, config.http.corsOrigins, config.flowEnv].every((part) => Object.isFrozen(part))).toBe(
      true,
    );
  });

  it('reports all bad values at once, by name and rule and never by value', () => {
    const bad = {
      DATABASE_URL: 'mysql://u:hunter2@h/d',
      APP_PORT: '99999',
      DATABASE_SSL: 'maybe',
      SHUTDOWN_GRACE: '30',
      TEMPORAL_API_KEY: 'k',
    };
    expect(problemsOf(bad)).toEqual(['APP_PORT', 'DATABASE_URL', 'DATABASE_SSL', 'SHUTDOWN_GRACE', 'TEMPORAL_API_KEY']);
    expect(() => readConfig(bad)).toThrow(/APP_PORT must be a whole number from 0 to 65535/);
    expect(() => readConfig(bad)).not.toThrow(/hunter2|99999|maybe/);
  });

  it.each([
    ['APP_PORT', ['-1', '1.5', '0x10', '1e3', 'NaN', '８０'], ['0', '65535']],
    ['LOG_PRETTY', ['1', 'yes', 'TRUE', 'constructor'], ['true', 'false']],
    ['LOG_LEVEL', ['verbose', 'INFO'], ['silent', 'trace']],
    ['BODY_LIMIT', ['10', '10MB', '1GiB', '-1KiB', 'MiB', '5constructor'], ['4096B', '64KiB', '256MiB']],
    ['RUN_RETENTION', ['30', '59s', '36501d', '1y', '500ms'], ['1m', '36500d', '12h']],
    ['REQUEST_TIMEOUT', ['30', '2d', '999ms', '61m', '1.5s'], ['1s', '1000ms', '60m', '1h']],
    [
      'CORS_ORIGINS',
      ['*', 'https://a.example/', 'a.example', 'https://a.example,nope', 'null'],
      ['https://a.example, http://localhost:5173'],
    ],
    ['APP_TRUSTED_PROXIES', ['10.0.0.0/33', 'proxy', '10.0.0.1/8/8', '::1/129'], ['10.0.0.0/8,::1', 'fd00::/8']],
    ['DATABASE_URL', ['localhost', 'postgres://host', 'http://host/db'], ['postgresql://host/db?x=y']],
    ['TEMPORAL_ADDRESS', ['localhost', 'http://localhost:7233', ':7233'], ['temporal.internal:7233', '[::1]:7233']],
    [
      'ENCRYPTION_KEYS',
      [
        KEY,
        `k1:${KEY.slice(4)}`,
        `k1:${KEY}M`,
        `:${KEY}`,
        `k 1:${KEY}`,
        `a:${KEY},a:${KEY}`,
        `a:${KEY},`,
        `a:${KEY},b`,
      ],
      [`k1:${KEY}`, `2026-01:${KEY}, old_one:${KEY}`],
    ],
    ['DATABASE_SSL_CA_FILE', ['/nowhere/ca.pem'], []],
  ])('checks %s', (name, bad, good) => {
    const refuses = (text: string): boolean => problemsOf({ DATABASE_URL, [name]: text }).join() === name;
    expect(bad.filter((text) => !refuses(text))).toEqual([]);
    expect(good.filter(refuses)).toEqual([]);
  });

  it('gathers what flows read, by name without the prefix', () => {
    const config = readConfig({
      DATABASE_URL,
      FLOW_ENV_REGION: 'eu',
      FLOW_SECRET_TOKEN: 's',
      FLOW_ENV_: 'x',
      FLOW_OTHER: 'y',
    });
    expect(config.flowEnv).toEqual({ REGION: 'eu' });
    expect(config.flowSecrets).toEqual({ TOKEN: 's' });
  });

  it('has the keys in their order, and says nothing of them where one is bad', () => {
    const { keys } = readConfig({ DATABASE_URL, ENCRYPTION_KEYS: `new:${KEY}, old:${KEY}` }).encryption;
    expect(keys).toEqual([
      { id: 'new', key: KEY },
      { id: 'old', key: KEY },
    ]);
    expect(readConfig({ DATABASE_URL }).encryption.keys).toEqual([]);
    expect(() => readConfig({ DATABASE_URL, ENCRYPTION_KEYS: `k1:${KEY}x` })).not.toThrow(/MMMM/);
  });

  it('wants a client certificate and its key together', () => {
    expect(problemsOf({ DATABASE_URL, TEMPORAL_TLS: 'true', TEMPORAL_TLS_CERT_FILE: import.meta.filename })).toEqual([
      'TEMPORAL_TLS_CERT_FILE',
    ]);
  });

  it('keeps files by their text', () => {
    const config = readConfig({ DATABASE_URL, TEMPORAL_TLS: 'true', TEMPORAL_TLS_CA_FILE: import.meta.filename });
    expect(config.temporal.tls?.ca).toContain('keeps files by their text');
  });
});
