import { Script } from 'node:vm';
import { LINES_BEFORE, PROGRAM, programOf } from './sandbox/program.js';

/**
 * What is wrong with the syntax of a source, and where; null where nothing is. Node's own parser reads it, and
 * nothing runs. It knows a little more than the sandbox: what only the sandbox refuses fails the node.
 */
export function syntaxProblem(source: string): string | null {
  try {
    // Compiled to be thrown away: only so does a syntax error say its line.
    void new Script(programOf(source), { filename: PROGRAM, lineOffset: -LINES_BEFORE });
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return 'It is nested too deeply';
    const line = new RegExp(`^${PROGRAM}:(\\d+)\\n`).exec(error.stack ?? '')?.[1];
    return line === undefined ? error.message : `${error.message} (line ${atMost(line, source)})`;
  }
}

/** What ends too early is noticed on the line after the source, which the user does not see. */
function atMost(line: string, source: string): number {
  return Math.min(Number(line), source.split('\n').length);
}
