import type { Thrown } from './code-call.ts';
import { LINES_BEFORE, PROGRAM } from './program.ts';

const FRAMES = 20;
/** `    at charge (code:3:12)`; of a syntax error `    at code:3:12`. */
const FRAME = new RegExp(`^\\s*at (?:(.*) \\()?${PROGRAM}:(\\d+):(\\d+)\\)?$`);

interface Description {
  readonly isError: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** What the prelude's `describe` gave, with the places in the user's source. @throws SyntaxError where it gave no JSON */
export function readThrown(json: string): Thrown {
  const { isError, name, message, stack } = JSON.parse(json) as Description;
  const frames = stack.split('\n').flatMap(frame).slice(0, FRAMES);
  const [first] = frames;
  return {
    name,
    message,
    isError,
    ...(first === undefined ? {} : { line: first.line, column: first.column }),
    stack: frames.map(({ of, line, column }) => `${of} (${line}:${column})`),
  };
}

function frame(text: string): { of: string; line: number; column: number }[] {
  const [, of, line, column] = FRAME.exec(text) ?? [];
  const at = Number(line) - LINES_BEFORE;
  return at >= 1 ? [{ of: of ?? PROGRAM, line: at, column: Number(column) }] : [];
}
