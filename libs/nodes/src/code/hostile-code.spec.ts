import { afterEach, describe, expect, it } from 'vitest';
import { useCodeNodes } from '../../test/code-node.js';

const { value, failure } = useCodeNodes({ maxOutputBytes: 10_000 });

// Whatever a call does, the next one of the same executor is carried out as if nothing had been.
afterEach(async () => {
  expect(await value('return [input, typeof leftover]', {}, { fine: true })).toEqual([{ fine: true }, 'undefined']);
});

describe('code that would never end', () => {
  it.each([
    ['a loop', 'for (;;);'],
    ['a loop that catches everything', 'for (;;) { try { for (;;); } catch {} finally { continue } }'],
    ['a loop in a promise', 'await null; await (async () => { for (;;); })().catch(() => {}); for (;;);'],
    ['a regular expression', 'return /^(a+)+$/.test("a".repeat(50) + "b")'],
    ['promises that make promises', 'const f = () => Promise.resolve().then(f); return f()'],
    [
      'a flood of promises',
      'const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); await new Promise(() => {})',
    ],
    ['a generator', 'return [...(function* () { for (;;) yield; })()].length'],
    ['what it returns', 'return { toJSON() { for (;;); } }'],
    ['a proxy that it returns', 'return new Proxy({}, { ownKeys() { for (;;); } })'],
    ['a sort', 'return [1, 2, 3].sort(() => { for (;;); })'],
  ])('is stopped in %s', async (_, source) => {
    const { code } = await failure(source, { timeout_ms: 100, memory_mb: 64 });
    expect(['CODE_TIMEOUT', 'CODE_MEMORY_LIMIT']).toContain(code);
  });

  it('is stopped where QuickJS does not look at the time, by ending the thread', async () => {
    const source = 'const s = "a".repeat(2e6); return s.indexOf("a".repeat(1e6) + "b")';
    expect(await failure(source, { timeout_ms: 50 })).toMatchObject({
      code: 'CODE_TIMEOUT',
      details: { timeout_ms: 50 },
    });
  }, 20_000);
});

describe('code that is nested without end', () => {
  it.each([
    ['calls', 'const f = () => f() + 1; return f()'],
    ['getters', 'const o = { get x() { return this.x } }; return o.x'],
    ['proxies', 'const p = new Proxy({}, { get: (_, key) => p[key] }); return p.x'],
    ['toString', 'const o = { toString: () => `${o}` }; return `${o}`'],
    ['what it parses', 'return JSON.parse("[".repeat(1e6))'],
    ['source that it makes', 'return eval("(".repeat(1e5))'],
    ['a regular expression', 'return new RegExp("(?:".repeat(1e5))'],
  ])('fails with an error of its own, in %s', async (_, source) => {
    expect(await failure(source)).toMatchObject({
      code: 'CODE_FAILED',
      details: { message: expect.stringContaining('overflow') as string },
    });
  });

  it.each([600, 4_000])('cannot give %i levels', async (levels) => {
    const source = `let a = []; for (let i = 0; i < ${levels}; i++) a = [a]; return a`;
    expect(await failure(source)).toMatchObject({ code: 'OUTPUT_NOT_STORABLE' });
  });
});

describe('code that takes all the memory', () => {
  it.each([
    ['objects', 'globalThis.all = []; for (;;) all.push({ a: [1] })'],
    ['strings', 'const all = []; for (;;) all.push("x".repeat(1 << 16))'],
    ['buffers', 'const all = []; for (;;) all.push(new Uint8Array(1 << 20))'],
    ['one list', 'return new Array(1e9).fill(1)'],
  ])('is stopped, with %s', async (_, source) => {
    expect(await failure(source, { timeout_ms: 2_000 })).toMatchObject({
      code: 'CODE_MEMORY_LIMIT',
      details: { memory_mb: 32 },
    });
  });

  it('is stopped where it catches the error and goes on', async () => {
    const source = 'const all = []; for (;;) try { for (;;) all.push("x".repeat(1 << 16)); } catch {}';
    expect(await failure(source, { timeout_ms: 500 })).toMatchObject({ code: 'CODE_TIMEOUT' });
  });

  it('is told so where its input alone is too much', async () => {
    expect(await failure('return 1', { memory_mb: 16, input: 'x'.repeat(5e6) })).toMatchObject({
      code: 'CODE_MEMORY_LIMIT',
      details: { memory_mb: 16 },
    });
  });

  it('has as much as it was given', async () => {
    const source = 'return new Uint8Array(80 << 20).length >> 20';
    expect(await failure(source)).toMatchObject({ code: 'CODE_MEMORY_LIMIT' });
    expect(await value(source, { memory_mb: 128 })).toBe(80);
  });
});

describe('code that looks for a way out', () => {
  it('finds nothing of the host', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'setTimeout',
      'WebAssembly',
      'Buffer',
      'Worker',
      'std',
      'os',
    ];
    const source = `return [${names.map((name) => `typeof ${name}`).join()}, this === undefined]`;
    expect(await value(source)).toEqual([...names.map(() => 'undefined'), true]);
  });

  it('gets no further by the functions that the host gave', async () => {
    const make = '(f) => [f.constructor, Object.getPrototypeOf(f).constructor]';
    const source = `
      const makers = [console.log, Math.random, (async () => {}).constructor].flatMap(${make});
      return makers.map((make) => { try { return make('return typeof process')() + '' } catch (e) { return e.name } })`;
    expect(new Set((await value(source)) as string[])).toEqual(new Set(['undefined']));
  });

  it('may make code, and load none', async () => {
    expect(await value('return eval("1 + 1") + new Function("return 2")()')).toBe(4);
    expect(await failure('return import("node:fs")')).toMatchObject({
      code: 'CODE_FAILED',
      details: { message: "could not load module 'node:fs'" },
    });
  });

  it.each([
    ['JSON.stringify = () => "[]"; JSON.parse = null', { a: 1 }],
    ['Promise.prototype.then = null; Promise = null; await 1', { a: 1 }],
    ['Object.prototype.toJSON = () => "mine"', 'mine'],
    ['Array.prototype.push = String.prototype.slice = Map.prototype.get = Function.prototype.call = null', { a: 1 }],
    ['Object.defineProperty(Object.prototype, "a", { set() {} }); globalThis.leftover = 1', { a: 1 }],
  ])('changes nothing but its own world by %s', async (source, given) => {
    expect(await value(`${source}; console.log({ b: 1 }); return { a: 1 }`)).toEqual(given);
  });
});
