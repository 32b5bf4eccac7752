import type { PlanNode } from '@app/definition';
import { ERRORS } from '@app/errors';
import type { RunError } from '../core/state.js';
import type { LogLine } from './executor.js';

/** What is recorded in the place of a text that may hold a masked value. */
const MASKED = '***';

/** Errors whose messages quote what a node's fields came to. */
const QUOTING: ReadonlySet<string> = new Set(['EXPRESSION_FAILED', 'NODE_DATA_INVALID']);

/**
 * The error as it may be recorded and seen: that of a masked node, and one that quotes what a node has read that
 * reads masked values, keep their code, and what it means.
 */
export function maskedError({ mask, masksInput }: Pick<PlanNode, 'mask' | 'masksInput'>, error: RunError): RunError {
  const { code, message: _message, details: _details, ...rest } = error;
  if (!mask && !(masksInput && QUOTING.has(code))) return error;
  const known = (ERRORS as Record<string, { readonly meaning: string } | undefined>)[code];
  return { ...rest, code, message: known?.meaning ?? MASKED };
}

/** The line as it may be recorded. */
export function maskedLine({ mask }: Pick<PlanNode, 'mask'>, line: LogLine): LogLine {
  return mask ? { ...line, message: MASKED } : line;
}
