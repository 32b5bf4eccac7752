import type { LogLine } from '@app/engine';

const LINES = 1_000;
const CHARACTERS = 65_536;

/** Passes on what one call writes, up to so many lines and characters; the last line then says that there was more. */
export class ConsoleLimit {
  private lines = 0;
  private characters = 0;
  private readonly pass: (line: LogLine) => void;

  constructor(pass: (line: LogLine) => void) {
    this.pass = pass;
  }

  /** @returns whether it takes more */
  write(line: LogLine): boolean {
    this.lines += 1;
    this.characters += line.message.length;
    const isFull = this.lines > LINES || this.characters > CHARACTERS;
    this.pass(isFull ? { level: 'warn', message: 'The code wrote more lines; they are left out.' } : line);
    return !isFull;
  }
}
