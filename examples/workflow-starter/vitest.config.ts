import { defineConfig } from 'vitest/config';

/** For a copy of this folder that stands alone: the tests work against the Temporal server of `npm start`, or any other. */
export default defineConfig({
  test: {
    include: ['test/**/*.int-spec.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000, interval: 25 } },
    provide: { temporalAddress: process.env['TEMPORAL_ADDRESS'] ?? 'localhost:7233' },
  },
});
