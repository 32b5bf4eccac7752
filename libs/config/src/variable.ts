import type { Rule } from './rule.js';

/** A line of the table of variables. */
export interface Variable<T = unknown, D extends string | null = string | null> {
  readonly group: string;
  readonly rule: Rule<T>;
  /** The text that stands in where the variable is not set; null: there is none. */
  readonly default: D;
  /** A variable without a default that must be set; the others may be missing. */
  readonly required: boolean;
  /** One line for `.env.example` and the reference. */
  readonly description: string;
}

/** A variable with a default. */
export function variable<T>(group: string, rule: Rule<T>, text: string, description: string): Variable<T, string> {
  return { group, rule, default: text, required: false, description };
}

/** A variable that has no default and must be set. */
export function required<T>(group: string, rule: Rule<T>, description: string): Variable<T, string> {
  return { group, rule, default: null as never, required: true, description };
}

/** A variable that may be missing; its value is then undefined. */
export function optional<T>(group: string, rule: Rule<T>, description: string): Variable<T, null> {
  return { group, rule, default: null, required: false, description };
}

/** The type of a variable's value: undefined is among it where it may be missing. */
export type ValueOf<V> = V extends Variable<infer T, infer D> ? (D extends string ? T : T | undefined) : never;
