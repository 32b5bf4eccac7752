import type { Json } from '@app/definition';
import { NodeError } from '@app/engine';

/** What stands where a secret stood. */
export const MASK = '***';

/** Shorter values are no secrets, and would be found everywhere. */
const MIN_LENGTH = 4;

const REGEXP_SPECIAL = /[.*+?^${}()|[\]\\/-]/g;

/** The ways in which a server, or a message, may repeat a value that it was sent. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('latin1'),
  ];
}

/** Puts `***` where the secrets that a call used are repeated: as they are, URL-encoded, escaped or as base64. */
export class Scrubber {
  private readonly pattern: RegExp | null;

  constructor(secrets: Iterable<string>) {
    const all = new Set([...secrets].filter((secret) => secret.length >= MIN_LENGTH).flatMap(spellings));
    const longestFirst = [...all].sort((a, b) => b.length - a.length);
    this.pattern =
      longestFirst.length === 0
        ? null
        : new RegExp(longestFirst.map((spelling) => spelling.replace(REGEXP_SPECIAL, '\\$&')).join('|'), 'g');
  }

  text(text: string): string {
    return this.pattern === null ? text : text.replace(this.pattern, MASK);
  }

  /** Whether the text holds a secret. */
  finds(text: string): boolean {
    return this.pattern !== null && text.search(this.pattern) >= 0;
  }

  bytes(bytes: Buffer): Buffer {
    return this.pattern === null ? bytes : Buffer.from(this.text(bytes.toString('latin1')), 'latin1');
  }

  json(value: Json): Json {
    return this.pattern === null ? value : this.walk(value);
  }

  error(error: NodeError): NodeError {
    if (this.pattern === null) return error;
    const { details, ...options } = error.options;
    return new NodeError(
      error.code,
      this.text(error.message),
      details === undefined ? options : { ...options, details: this.walk(details as Json) },
    );
  }

  private walk(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.walk(item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.walk(item)]));
  }
}
