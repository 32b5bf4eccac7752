import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, Min, ValidateBy } from 'class-validator';
import type { Rule } from './rule.js';

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

function each<T>(name: string, holds: (value: T) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: (value) => holds(value as T) } }, { each: true });
}

function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const [, digits, unit] = /^(\d{1,9})([A-Za-z]+)$/.exec(text) ?? [];
  return Number(digits) * (units[unit ?? ''] ?? NaN);
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** A whole number between two bounds. */
export function integer(min: number, max: number): Rule<number> {
  return {
    text: `a whole number from ${min} to ${max}`,
    parse: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : NaN),
    checks: [IsInt(), Min(min), Max(max)],
  };
}

/** `true` or `false`. */
export function boolean(): Rule<boolean> {
  const values: Readonly<Record<string, unknown>> = { true: true, false: false };
  return { text: '`true` or `false`', parse: (text) => values[text] as boolean, checks: [IsBoolean()] };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Rule<T> {
  return {
    text: `one of ${words.map((word) => `\`${word}\``).join(', ')}`,
    parse: (text) => text as T,
    checks: [IsIn([...words])],
  };
}

/** A length of time, given as `500ms`, `30s`, `5m` or `1h`; its value is in milliseconds. */
export function duration(minMs: number, maxMs: number): Rule<number> {
  return {
    text: `a time such as \`500ms\`, \`30s\`, \`5m\` or \`1h\`, from ${minMs} ms to ${maxMs} ms`,
    parse: (text) => quantity(text, MILLISECONDS),
    checks: [IsInt(), Min(minMs), Max(maxMs)],
  };
}

const LONG: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time of up to years, given as `90m`, `12h` or `30d`; its value is in milliseconds. */
export function longDuration(min: string, max: string): Rule<number> {
  return {
    text: `a time such as \`90m\`, \`12h\` or \`30d\`, from \`${min}\` to \`${max}\``,
    parse: (text) => quantity(text, LONG),
    checks: [IsInt(), Min(quantity(min, LONG)), Max(quantity(max, LONG))],
  };
}

/** A size, given as `4096B`, `512KiB` or `10MiB`; its value is in bytes. */
export function size(minBytes: number, maxBytes: number): Rule<number> {
  return {
    text: `a size such as \`512KiB\` or \`10MiB\`, from ${minBytes} to ${maxBytes} bytes`,
    parse: (text) => quantity(text, BYTES),
    checks: [IsInt(), Min(minBytes), Max(maxBytes)],
  };
}

/** A text of one line that matches a pattern. */
export function pattern(words: string, regex: RegExp): Rule<string> {
  return { text: words, parse: (text) => text, checks: [Matches(regex)] };
}

/** The URL of a PostgreSQL database. */
export function postgresUrl(): Rule<string> {
  const holds = (value: string): boolean => {
    const url = urlOf(value);
    return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && url.pathname.length > 1;
  };
  return {
    text: 'a URL such as `postgres://user:password@host:5432/database`',
    parse: (text) => text,
    checks: [ValidateBy({ name: 'postgresUrl', validator: { validate: (value) => holds(value as string) } })],
  };
}

/** Origins as browsers send them, separated by commas. */
export function origins(): Rule<readonly string[]> {
  const holds = (value: string): boolean => /^https?:\/\//.test(value) && urlOf(value)?.origin === value;
  return {
    text: 'origins such as `https://app.example.com`, separated by commas, without a path; no `*`',
    parse: list,
    checks: [each('origin', holds)],
  };
}

/** IP addresses and networks, separated by commas. */
export function networks(): Rule<readonly string[]> {
  const holds = (value: string): boolean => {
    const [address = '', bits = '0', ...rest] = value.split('/');
    const family = isIP(address);
    return family !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
  };
  return {
    text: 'IP addresses or networks such as `10.0.0.0/8`, separated by commas',
    parse: list,
    checks: [each('network', holds)],
  };
}

/** The path of a file; its value is the file's text. */
export function file(): Rule<string> {
  const read = (path: string): unknown => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null; // The check below reports it; the system's message would hold the value.
    }
  };
  return { text: 'the path of a file that can be read', parse: (path) => read(path) as string, checks: [IsString()] };
}
