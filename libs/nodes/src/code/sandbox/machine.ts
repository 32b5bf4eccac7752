import { type QuickJSContext, type QuickJSHandle, type QuickJSRuntime, type Scope } from 'quickjs-emscripten';
import type { Instance } from './instance.ts';
import { TimeLimit } from './time-limit.ts';

/** Some 3,000 calls deep. The stack of the thread has room for what QuickJS needs to get there. */
const STACK_BYTES = 512 * 1024;
/** Jobs of promises between two looks at the time. */
const JOBS = 100;

/** Something that was thrown inside the machine. */
export class ThrownInside extends Error {
  override readonly name = 'ThrownInside';
  readonly handle: QuickJSHandle;

  constructor(handle: QuickJSHandle) {
    super('The code threw.');
    this.handle = handle;
  }
}

/** The machine had no memory left to hand a string over. */
export class NoMemory extends Error {
  override readonly name = 'NoMemory';
}

/** A runtime and a context for one call, whose values live as long as the scope. */
export class Machine {
  readonly vm: QuickJSContext;
  readonly time = new TimeLimit();
  private readonly runtime: QuickJSRuntime;
  private readonly scope: Scope;

  constructor({ quickJs }: Instance, scope: Scope) {
    this.scope = scope;
    const options = { interruptHandler: () => this.time.check(), maxStackSizeBytes: STACK_BYTES };
    this.runtime = scope.manage(quickJs.newRuntime(options));
    this.vm = scope.manage(this.runtime.newContext());
  }

  keep<Handle extends QuickJSHandle>(handle: Handle): Handle {
    return this.scope.manage(handle);
  }

  /** The value of a script. @throws ThrownInside */
  evaluate(text: string, file: string): QuickJSHandle {
    return this.unwrap(this.vm.evalCode(text, file, { type: 'global' }));
  }

  /** @throws ThrownInside */
  call(func: QuickJSHandle, ...args: QuickJSHandle[]): QuickJSHandle {
    return this.unwrap(this.vm.callFunction(func, this.vm.undefined, ...args));
  }

  property(of: QuickJSHandle, name: string): QuickJSHandle {
    return this.keep(this.vm.getProp(of, name));
  }

  /** What a promise came to; null where the time was over before, or nothing is left that could settle it. @throws ThrownInside */
  settled(promise: QuickJSHandle): QuickJSHandle | null {
    for (;;) {
      const state = this.vm.getPromiseState(promise);
      if (state.type === 'fulfilled') return this.keep(state.value);
      if (state.type === 'rejected') throw new ThrownInside(this.keep(state.error));
      if (this.time.check() || !this.runJobs()) return null;
    }
  }

  /** Copies a string out; null where it has more characters than `max`. @throws NoMemory */
  text(handle: QuickJSHandle, max: number): string | null {
    const length = this.vm.getNumber(this.property(handle, 'length'));
    if (length > max) return null;
    const text = this.vm.getString(handle);
    // The copy is made inside first; where there is no room for it, what comes is empty or cut off.
    if (text.length !== length) throw new NoMemory();
    return text;
  }

  /** @returns whether there were any. A job that throws has nobody to tell. */
  private runJobs(): boolean {
    const result = this.runtime.executePendingJobs(JOBS);
    if (result.error === undefined) return result.value > 0;
    result.error.dispose();
    return true;
  }

  private unwrap(result: ReturnType<QuickJSContext['callFunction']>): QuickJSHandle {
    if (result.error !== undefined) throw new ThrownInside(this.keep(result.error));
    return this.keep(result.value);
  }
}
