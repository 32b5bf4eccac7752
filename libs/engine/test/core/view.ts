import type { OutputSource } from '../../src/core/command.js';
import type { OpenEnd } from './open-end.js';

/** What is compared of a run after an event: lines that people can read, in an order that says nothing. */
export interface View {
  readonly status: string;
  readonly outcome: string | null;
  /** Scope instances that are open. */
  readonly scopes: readonly string[];
  /** Their nodes. */
  readonly nodes: readonly string[];
  /** What is to be done or waited for. */
  readonly open: readonly string[];
  /** What the event led to, to be recorded. */
  readonly facts: readonly string[];
}

/** Words that are there, in one line. */
export function line(...words: readonly (string | number | null | undefined | false)[]): string {
  return words.filter((word) => word !== null && word !== undefined && word !== false && word !== '').join(' ');
}

/** Where an output comes from. */
export function sourceInWords(output: OutputSource): string {
  return 'end' in output
    ? `end ${output.end}`
    : `leaves ${output.leaves.map(({ id, path }) => `${id}:${path}`).join()}`;
}

/** An error as the node at this path sees it: its own has no path there yet. */
export function elsewhere<T extends { readonly code: string; readonly path?: string | null }>(
  path: string,
  error: T | null,
): T | null {
  return error?.path === path ? { ...error, path: null } : error;
}

/** An error on its way out, and what it says is not undone. */
export function errorInWords(
  error: { readonly code: string; readonly path?: string | null } | null,
  undoMissing: readonly string[] = [],
): string {
  return line(error?.code, error?.path, undoMissing.length > 0 && `not undone: ${undoMissing.toSorted().join()}`);
}

/** An open end without what only one side knows: when a retry is due is left to the interpreter. */
export function openInWords(open: OpenEnd): string {
  switch (open.is) {
    case 'execute':
    case 'effect':
    case 'message':
    case 'gather':
      return `${open.is} ${open.path}#${open.attempt}`;
    case 'ask':
      return `ask ${open.path} ${open.turn}`;
    case 'retry':
      return `retry ${open.path}`;
    default:
      return `${open.is} ${open.path} ${open.until}`;
  }
}
