/** What the sandbox calls the program; stack lines name it. */
export const PROGRAM = 'code';

/** Lines of the program that stand before the source. */
export const LINES_BEFORE = 1;

/**
 * The source of a node as a program: it defines one function, whose body the source is. What is checked on
 * save is the very text that runs.
 */
export function programOf(source: string): string {
  return `"use strict";async function ${PROGRAM}(input) {\n${source}\n}`;
}
