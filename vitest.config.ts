import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need a real n8n: `npm run test:n8n`.
    exclude: [...configDefaults.exclude, 'test/n8n/**'],
    // Generous, because a test may spawn the built Action, a browser or a compiler; none of them asserts how long it took.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real sockets, processes and browsers on a machine that others use too: what fails once and then passes is told in the
    // output, and what fails twice has failed.
    retry: process.env.CI === undefined ? 0 : 1,
    // A forgotten .only would silently leave the other tests out.
    allowOnly: false,
    reporters: ['default', './test/support/counts-reporter.ts'],
  },
});
