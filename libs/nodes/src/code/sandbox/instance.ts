import { newQuickJSWASMModule, newVariant, type QuickJSWASMModule, RELEASE_SYNC } from 'quickjs-emscripten';

// Node has it; the type declarations of Node leave it to those of browsers.
declare const WebAssembly: { readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory };
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65_536;
const MIB = 1024 * 1024;
/** What the compiled QuickJS asks for at least. */
const INITIAL_PAGES = (16 * MIB) / PAGE;

/**
 * One instance of QuickJS, in a memory of its own that cannot grow past its bound. The bound is the engine's:
 * QuickJS's own memory limit does not add up large strings and buffers.
 */
export class Instance {
  readonly quickJs: QuickJSWASMModule;
  readonly memoryMb: number;
  private readonly memory: WasmMemory;
  private isShort = false;

  private constructor(quickJs: QuickJSWASMModule, memoryMb: number, memory: WasmMemory) {
    this.quickJs = quickJs;
    this.memoryMb = memoryMb;
    this.memory = memory;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      this.isShort = true;
      const before = grow(pages);
      this.isShort = false;
      return before;
    };
  }

  static async create(memoryMb: number): Promise<Instance> {
    const wasmMemory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: (memoryMb * MIB) / PAGE });
    return new Instance(await newQuickJSWASMModule(newVariant(RELEASE_SYNC, { wasmMemory })), memoryMb, wasmMemory);
  }

  /** Whether it asked for more memory than there is, and has had none since. */
  get isOutOfMemory(): boolean {
    return this.isShort;
  }

  /** Bytes of its memory, which never gets smaller again. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** Whether its memory is larger than at first. */
  get hasGrown(): boolean {
    return this.size > INITIAL_PAGES * PAGE;
  }
}
