import { defineConfig } from 'vitest/config';

/** The tests in a real n8n: `npm run test:n8n`. */
export default defineConfig({
  test: {
    include: ['test/n8n/**/*.test.ts'],
    globalSetup: './test/n8n/support/shared-n8n.ts',
    // All files use the one n8n, and some start a second or third one beside it.
    fileParallelism: false,
    testTimeout: 60_000,
    // A hook may start an n8n with its workers.
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
    // Real sockets, processes and browsers on a machine that others use too: what fails once and then passes is told in the
    // output, and what fails twice has failed.
    retry: process.env.CI === undefined ? 0 : 1,
    allowOnly: false,
    reporters: ['default', './test/support/counts-reporter.ts'],
  },
});
