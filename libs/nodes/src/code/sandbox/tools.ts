import type { LogLine } from '@app/engine';
import type { QuickJSHandle } from 'quickjs-emscripten';
import type { Thrown } from './code-call.ts';
import { type Machine, NoMemory, ThrownInside } from './machine.ts';
import { PRELUDE } from './prelude.ts';
import { readThrown } from './thrown.ts';

/** Time to read what was thrown: it may have getters. */
const READING_MS = 100;
/** Characters of JSON that the prelude gives at most: of a line, and of what was thrown. */
const SHORT_TEXT = 200_000;

/** What the prelude left inside the machine. */
export class Tools {
  private readonly machine: Machine;
  private readonly functions: QuickJSHandle;
  /** Whether what is thrown is about the value that the code returned. */
  hasReturned = false;

  /** @param write takes a line; returns whether it takes more */
  constructor(machine: Machine, write: (line: LogLine) => boolean) {
    this.machine = machine;
    const { vm } = machine;
    const seeds = Array.from({ length: 4 }, () => machine.keep(vm.newNumber(Math.random() * 2 ** 32)));
    const writer = vm.newFunction('write', (level, json) => (this.write(level, json, write) ? vm.true : vm.false));
    const prelude = machine.evaluate(PRELUDE, 'prelude');
    this.functions = machine.call(prelude, machine.keep(writer), ...seeds);
  }

  /** The value of a text of JSON. @throws ThrownInside */
  parse(json: string): QuickJSHandle {
    return this.use('parse', this.machine.keep(this.machine.vm.newString(json)));
  }

  /** The JSON of a value; null where it has more characters than `max`. @throws ThrownInside, NoMemory */
  serialize(value: QuickJSHandle, max: number): string | null {
    this.hasReturned = true;
    return this.machine.text(this.use('serialize', value), max);
  }

  /** What was thrown, in a time of its own; null where it cannot be read. */
  describe(thrown: QuickJSHandle): Thrown | null {
    this.machine.time.begin(READING_MS);
    try {
      return readThrown(this.machine.text(this.use('describe', thrown), SHORT_TEXT) ?? '');
    } catch (error) {
      if (error instanceof ThrownInside || error instanceof NoMemory || error instanceof SyntaxError) return null;
      throw error;
    }
  }

  private use(name: 'parse' | 'serialize' | 'describe', value: QuickJSHandle): QuickJSHandle {
    return this.machine.call(this.machine.property(this.functions, name), value);
  }

  private write(level: QuickJSHandle, json: QuickJSHandle, write: (line: LogLine) => boolean): boolean {
    const { machine } = this;
    try {
      const message = JSON.parse(machine.text(json, SHORT_TEXT) ?? '""') as string;
      return write({ level: machine.vm.getString(level) as LogLine['level'], message });
    } catch {
      return true; // A line for which there is no memory is lost; that is no reason to fail.
    }
  }
}
