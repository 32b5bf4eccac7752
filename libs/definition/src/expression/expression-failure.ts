import { AppError } from '@app/errors';
import { jsonata } from './vendor/jsonata-sync.js';
import type { JsonataFault } from './vendor/jsonata-sync.types.js';

/** Codes of jsonata and of the meter that say that a bound was passed. */
export const LIMITS: ReadonlySet<string> = new Set(['D1011', 'D2014', 'D2015', 'M1001', 'M1002']);
const MAX_MESSAGE = 300;

/** A fault of our own, in jsonata's form: it puts in the position and the token. */
export function meterFault(code: string, message: string): Error & JsonataFault {
  return Object.assign(new Error(message), { code });
}

const short = (text: string): string => (text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}...` : text);

/** A fault of the parser or the evaluator as an AppError: what it is, where, and at which token. */
export function toFailure(fault: unknown): AppError {
  if (fault instanceof RangeError)
    return new AppError('EXPRESSION_LIMIT', 'The expression goes deeper, or builds more, than it may');
  if (typeof fault !== 'object' || fault === null) return new AppError('EXPRESSION_FAILED', short(String(fault)));
  if (fault instanceof Error && !('code' in fault))
    return new AppError('EXPRESSION_FAILED', short(fault.message), { cause: fault });
  const { code = '', position, token, message } = described(fault);
  const where = typeof position === 'number' ? ` (at character ${position}${named(token)}, ${code})` : ` (${code})`;
  return new AppError(
    LIMITS.has(code) ? 'EXPRESSION_LIMIT' : 'EXPRESSION_FAILED',
    `${short(message ?? 'The expression failed')}${where}`,
  );
}

const named = (token: unknown): string => (typeof token === 'string' && token !== '' ? `, near ${short(token)}` : '');

/** The fault with its message put in. Values that a message quotes are cut, as they may be of any size. */
function described(fault: JsonataFault): JsonataFault {
  const { code, message, position, token } = fault;
  const copy = {
    ...fault,
    code,
    message,
    position,
    token,
    value: quotable(fault.value),
    value2: quotable((fault as { value2?: unknown }).value2),
  };
  if (!code?.startsWith('M')) jsonata.populateMessage(copy);
  return copy;
}

/** Nothing of the data is quoted but short plain values. */
function quotable(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 60)}...` : value;
  if (Array.isArray(value)) return 'a list';
  return typeof value;
}
