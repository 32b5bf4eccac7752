import { describe, expect, it, vi } from 'vitest';
import { within } from './within.js';

describe('within', () => {
  it('gives what comes in time', async () => {
    const tooLate = vi.fn(async () => undefined);
    await expect(within(1_000, Promise.resolve(1), tooLate)).resolves.toBe(1);
    expect(tooLate).not.toHaveBeenCalled();
  });

  it('passes a failure on', async () => {
    await expect(within(1_000, Promise.reject(new Error('down')), async () => undefined)).rejects.toThrow('down');
  });

  it('gives up after the time, and hands over what comes late', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const tooLate = vi.fn(async (_: number) => undefined);
    await expect(within(1, promise, tooLate)).rejects.toThrow('within 1 ms');
    resolve(2);
    await expect.poll(() => tooLate.mock.calls).toEqual([[2]]);
  });
});
