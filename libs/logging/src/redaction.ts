import type { AppConfig } from '@app/config';

/** Names of fields whose text never appears in a log line, at any depth; `-` and `_` and case are the same. */
export const REDACTED_FIELDS: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'password',
  'passwd',
  'secret',
  'client-secret',
  'token',
  'access-token',
  'refresh-token',
  'id-token',
  'api-key',
  'apikey',
  'x-api-key',
  'private-key',
  'credentials',
  'database-url',
  'connection-string',
];

/** What stands in a line in a secret's place. */
export const REDACTED = '[redacted]';

const FIELD = `(?:${REDACTED_FIELDS.map((name) => name.replaceAll('-', '[-_]?')).join('|')})`;
const AS_JSON_FIELD = new RegExp(`"(${FIELD})":"(?:[^"\\\\]|\\\\.)*"`, 'gi');
const AS_QUERY = new RegExp(`([?&]${FIELD}=)[^&"\\\\\\s]*`, 'gi');
const AS_HEADER = /\b(bearer|basic) [A-Za-z0-9._~+/=-]{8,}/gi;
const IN_URL = /:\/\/[^\s/@:"]*:[^\s/@"]+@/g;

/** A shorter secret would take ordinary words out of the lines. */
const SHORTEST_SECRET = 6;

/** The secrets that the configuration holds, as they stand in the text of a JSON line. */
function secretsOf(config: AppConfig): readonly string[] {
  const { temporal, flowSecrets, database, encryption } = config;
  const password = decodeURIComponent(new URL(database.url).password);
  const keys = encryption.keys.map(({ key }) => key);
  return [...Object.values(flowSecrets), ...keys, temporal.apiKey ?? '', temporal.tls?.key ?? '', password]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
}

/**
 * A function that takes secrets out of a finished line: the fields above, credentials in URLs and
 * headers, and every secret of the configuration wherever it stands, messages and stacks included.
 */
export function createScrubber(config: AppConfig): (line: string) => string {
  // The longest first: one secret may hold another. "millrace" as a password must not blank the product's name.
  const secrets = secretsOf(config)
    .filter((secret) => secret !== 'millrace')
    .toSorted((a, b) => b.length - a.length);
  const known =
    secrets.length === 0
      ? null
      : new RegExp(secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  return (line) => {
    const plain = line
      .replace(AS_JSON_FIELD, `"$1":"${REDACTED}"`)
      .replace(AS_QUERY, `$1${REDACTED}`)
      .replace(AS_HEADER, `$1 ${REDACTED}`)
      .replace(IN_URL, `://${REDACTED}@`);
    return known === null ? plain : plain.replace(known, REDACTED);
  };
}
