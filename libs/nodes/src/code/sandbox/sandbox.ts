import type { LogLine } from '@app/engine';
import { Scope } from 'quickjs-emscripten';
import type { CodeCall, CodeEnd } from './code-call.ts';
import { Instance } from './instance.ts';
import { runProgram } from './run-program.ts';

const SPENT_BYTES = 64 * 1024 * 1024;

/**
 * Carries calls out, one after the other. Each has a runtime and a context of its own; the instance below them
 * is used again only where a call ended well in every respect and left no large memory behind.
 */
export class Sandbox {
  private kept: Instance | null = null;
  /** Whether the last call left so much behind that it should not wait for the garbage collector, or broke QuickJS. */
  isSpent = false;

  /** Makes ready for a call, so that it need not wait for QuickJS. */
  async prepare(memoryMb: number): Promise<Instance> {
    if (this.kept?.memoryMb !== memoryMb) this.kept = await Instance.create(memoryMb);
    return this.kept;
  }

  async run(call: CodeCall, pass: (line: LogLine) => void): Promise<CodeEnd> {
    const instance = await this.prepare(call.memoryMb);
    this.kept = null;
    this.isSpent = true;
    const scope = new Scope();
    let end: CodeEnd;
    try {
      end = runProgram(instance, scope, call, pass);
    } catch (error) {
      return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
    }
    this.isSpent = instance.size > SPENT_BYTES;
    if (isSound(end) && !instance.hasGrown && isFreed(scope)) this.kept = instance;
    return end;
  }
}

function isSound({ kind }: CodeEnd): boolean {
  return kind !== 'memory' && kind !== 'timeout';
}

/** Frees all that a call held; QuickJS gives up where it finds that something is left. */
function isFreed(scope: Scope): boolean {
  try {
    scope.dispose();
    return true;
  } catch {
    return false;
  }
}
