import type { LogLine } from '@app/engine';

/** One call, as a thread is given it. */
export interface CodeCall {
  readonly source: string;
  /** JSON. */
  readonly input: string;
  /** Processor time that the code may take, milliseconds. */
  readonly timeoutMs: number;
  /** Memory of the whole sandbox, MiB. */
  readonly memoryMb: number;
  /** Characters of JSON that the returned value may have. */
  readonly maxOutput: number;
}

/** Something that code threw, as far as it can be read. */
export interface Thrown {
  /** Of an Error its name; else what `typeof` says. */
  readonly name: string;
  readonly message: string;
  readonly isError: boolean;
  /** In the source of the user, from 1. */
  readonly line?: number;
  readonly column?: number;
  /** The frames in the source of the user, as in `charge (3:12)`. */
  readonly stack: readonly string[];
}

/** How a call ended. */
export type CodeEnd =
  | { readonly kind: 'returned'; readonly json: string }
  | { readonly kind: 'threw' | 'timeout'; readonly thrown: Thrown | null }
  | { readonly kind: 'no-json'; readonly message: string }
  | { readonly kind: 'too-large' | 'memory' | 'not-settled' }
  | { readonly kind: 'broken'; readonly message: string };

/** What a thread says of the call that it carries out; a spent thread holds so much memory that it is better ended. */
export type ThreadMessage =
  { readonly began: true } | { readonly line: LogLine } | { readonly end: CodeEnd; readonly isSpent: boolean };
