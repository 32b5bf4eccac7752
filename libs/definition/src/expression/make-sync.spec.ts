import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a build script has no types
import { generate } from '../../../../scripts/jsonata/make-sync.mjs';

describe('vendor/jsonata-sync.ts', () => {
  it('is what scripts/jsonata/make-sync.mjs makes of the installed jsonata', async () => {
    const text = await (generate as () => Promise<string>)();
    expect(readFileSync(new URL('vendor/jsonata-sync.ts', import.meta.url), 'utf8') === text).toBe(true);
  });
});
