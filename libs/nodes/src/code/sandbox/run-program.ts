import type { LogLine } from '@app/engine';
import { type QuickJSHandle, type Scope } from 'quickjs-emscripten';
import type { CodeCall, CodeEnd } from './code-call.ts';
import { ConsoleLimit } from './console-limit.ts';
import type { Instance } from './instance.ts';
import { Machine, NoMemory, ThrownInside } from './machine.ts';
import { PROGRAM, programOf } from './program.ts';
import { Tools } from './tools.ts';

/** Set aside while the code runs, so that what it threw can be read when it has used up all the rest. */
const RESERVE = new ArrayBuffer(64 * 1024);
/** What an instance takes for itself, about. */
const OWN_BYTES = 6 * 1024 * 1024;

/**
 * Carries a call out in a fresh machine.
 * @throws where QuickJS itself breaks; the instance is of no use then
 */
export function runProgram(instance: Instance, scope: Scope, call: CodeCall, pass: (line: LogLine) => void): CodeEnd {
  // A string is in the memory twice while it is handed over, and QuickJS's glue does not look whether there is room.
  const needed = Buffer.byteLength(call.input) + 2 * call.input.length + OWN_BYTES;
  if (needed > call.memoryMb * 1024 * 1024) return { kind: 'memory' };
  const machine = new Machine(instance, scope);
  const limit = new ConsoleLimit(pass);
  const tools = new Tools(machine, (line) => limit.write(line));
  const reserve = machine.vm.newArrayBuffer(RESERVE);
  machine.time.begin(call.timeoutMs);
  try {
    const end = valueOf(machine, tools, call);
    return machine.time.isPassed ? { kind: 'timeout', thrown: null } : end;
  } catch (error) {
    if (error instanceof NoMemory) return { kind: 'memory' };
    if (!(error instanceof ThrownInside)) throw error;
    reserve.dispose();
    return endOf(error.handle, machine, tools, instance);
  } finally {
    if (reserve.alive) reserve.dispose();
  }
}

function valueOf(machine: Machine, tools: Tools, call: CodeCall): CodeEnd {
  machine.evaluate(programOf(call.source), PROGRAM);
  const code = machine.property(machine.vm.global, PROGRAM);
  const value = machine.settled(machine.call(code, tools.parse(call.input)));
  if (value === null) return { kind: 'not-settled' };
  const json = tools.serialize(value, call.maxOutput);
  return json === null ? { kind: 'too-large' } : { kind: 'returned', json };
}

function endOf(handle: QuickJSHandle, machine: Machine, tools: Tools, instance: Instance): CodeEnd {
  const isTimeout = machine.time.isPassed;
  const thrown = tools.describe(handle);
  if (isTimeout) return { kind: 'timeout', thrown };
  // QuickJS throws null where it has no memory for an error.
  const isNothing = thrown === null || machine.vm.eq(handle, machine.vm.null);
  if (isNothing && instance.isOutOfMemory) return { kind: 'memory' };
  if (thrown?.name === 'InternalError' && thrown.message === 'out of memory') return { kind: 'memory' };
  if (tools.hasReturned && thrown?.name === 'NoJson') return { kind: 'no-json', message: thrown.message };
  if (tools.hasReturned && thrown?.message === 'circular reference') return { kind: 'no-json', message: 'a circle' };
  return { kind: 'threw', thrown };
}
