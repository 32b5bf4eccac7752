import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CodeEnd } from './code-call.js';
import { Sandbox } from './sandbox.js';

function run(sandbox: Sandbox, source: string): Promise<CodeEnd> {
  return sandbox.run({ source, input: '1', timeoutMs: 1_000, memoryMb: 16, maxOutput: 1_000 }, () => {});
}

afterEach(() => void vi.restoreAllMocks());

describe('the sandbox', () => {
  it('draws other numbers in two calls of the same moment', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    const sandbox = new Sandbox();
    const first = await run(sandbox, 'return [Math.random(), Date.now()]');
    expect(first).toEqual({ kind: 'returned', json: expect.stringMatching(/^\[0\.\d+,1000000\]$/) as string });
    expect(await run(sandbox, 'return [Math.random(), Date.now()]')).not.toEqual(first);
  });
});
