import { performance } from 'node:perf_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CodeOptions } from '../code-options.js';
import type { CodeCall, CodeEnd } from '../sandbox/code-call.js';
import { CodeThreads } from './code-threads.js';

function someThreads(options: CodeOptions = {}) {
  const threads = new CodeThreads(options);
  onTestFinished(() => threads.close());
  const never = new AbortController().signal;
  const run = (source: string, signal = never, more: Partial<CodeCall> = {}): Promise<CodeEnd> =>
    threads.run({ source, input: '1', timeoutMs: 20_000, memoryMb: 32, maxOutput: 1_000, ...more }, signal, () => {});
  return { threads, run };
}

const LOOP = 'for (;;);';
const fine = { kind: 'returned', json: '1' };
const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (reason: unknown) => reason,
  );

describe('the threads that run code', () => {
  it('are made when they are needed, and no more than there may be', async () => {
    const { threads, run } = someThreads({ threads: 2 });
    expect(threads.size).toBe(0);
    await run('return 1');
    expect(threads.size).toBe(1);
    const ends = await Promise.all(Array.from({ length: 20 }, () => run('return input')));
    expect(ends).toEqual(Array.from({ length: 20 }, () => fine));
    expect(threads.size).toBe(2);
  });

  it('leave the event loop alone', async () => {
    const { run } = someThreads({ threads: 1 });
    await run('return 1');
    const before = performance.eventLoopUtilization();
    await run(LOOP, undefined, { timeoutMs: 500 });
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  it('stop by themselves when the time of a call is over, and go on with the next', async () => {
    const { threads, run } = someThreads({ threads: 1 });
    expect(await run(LOOP, undefined, { timeoutMs: 50 })).toMatchObject({ kind: 'timeout' });
    expect(threads.size).toBe(1);
    expect(await run('return 1')).toEqual(fine);
  });

  it('are ended when they have been idle', async () => {
    const { threads, run } = someThreads({ idleMs: 10 });
    await run('return 1');
    await expect.poll(() => threads.size).toBe(0);
    expect(await run('return 1')).toEqual(fine);
  });

  it('are ended when what they run is stopped, and replaced', async () => {
    const { threads, run } = someThreads({ threads: 1 });
    const stop = new AbortController();
    const stopped = reasonOf(run(LOOP, stop.signal));
    const next = run('return 1');
    stop.abort(new Error('enough'));
    expect(await stopped).toBe(stop.signal.reason);
    expect(await next).toEqual(fine);
    expect(threads.size).toBe(1);
  });

  it('do not run what was stopped before its turn', async () => {
    const { threads, run } = someThreads({ threads: 1 });
    const stop = new AbortController();
    const first = run(LOOP, undefined, { timeoutMs: 100 });
    const waiting = reasonOf(run(LOOP, stop.signal));
    const last = run('return 1');
    stop.abort(new Error('enough'));
    expect(await waiting).toBe(stop.signal.reason);
    expect(await reasonOf(run('return 1', stop.signal))).toBe(stop.signal.reason);
    expect((await first).kind).toBe('timeout');
    expect(await last).toEqual(fine);
    expect(threads.size).toBe(1);
  });

  it('are ended after a call that took much memory', async () => {
    const { threads, run } = someThreads({ threads: 1 });
    const much = 'return new Uint8Array(80 << 20).length && 1';
    expect(await run(much, undefined, { memoryMb: 128 })).toEqual(fine);
    expect(threads.size).toBe(0);
    expect(await run('return 1')).toEqual(fine);
  });

  it('end with their owner, and what they run or would run fails', async () => {
    const { threads, run } = someThreads({ threads: 1 });
    const calls = [reasonOf(run(LOOP)), reasonOf(run('return 1'))];
    await threads.close();
    for (const reason of await Promise.all(calls)) expect(reason).toBeInstanceOf(Error);
    expect(await reasonOf(run('return 1'))).toBeInstanceOf(Error);
    expect(threads.size).toBe(0);
  });
});
