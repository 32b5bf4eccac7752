/** A node of JSONata's syntax tree. */
export interface ExprNode {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly [key: string]: unknown;
}

/** What evaluation looks names up in. */
export interface Frame {
  bind(name: string | symbol, value: unknown): void;
  lookup(name: string | symbol): unknown;
  timestamp: Date;
  base: Frame;
  createSequence: unknown;
  RegexEngine: unknown;
}

/** Counts work while something is evaluated; module-wide, as evaluation is synchronous. */
export interface Meter {
  /** Units of work that may still be done. */
  left: number;
  depth: number;
  maxDepth: number;
  /** Characters in one string. */
  maxText: number;
  /** Items in one list. */
  maxList: number;
  Regex: unknown;
}

/** What jsonata throws: not an Error, but a record. */
export interface JsonataFault {
  readonly code?: string;
  readonly message?: string;
  readonly position?: number;
  readonly token?: unknown;
  readonly value?: unknown;
}

/** The internals that the generated file exports. */
export interface SyncJsonata {
  parser(source: string, recover?: boolean): ExprNode;
  evaluate(ast: ExprNode, input: unknown, frame: Frame): unknown;
  createFrame(enclosing: Frame | null): Frame;
  readonly staticFrame: Frame;
  defineFunction(implementation: (...args: never[]) => unknown, signature?: string): unknown;
  /** Puts the message for its code into a fault. */
  populateMessage(fault: object): void;
  isFunction(value: unknown): boolean;
  createSequence(this: void, ...items: unknown[]): unknown[];
  readonly meter: Meter;
}
