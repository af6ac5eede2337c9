import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` needs nothing but Node; `system` needs a PostgreSQL (started once by its global set-up);
 * `browser` drives a real Chromium against a real server. Two workers, because the reference machine has two cores.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    setupFiles: ['test/properties.setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: ['src/storage/**', 'src/server/**', 'src/operation/**', 'src/cli/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: [
            'src/storage/**/*.test.ts',
            'src/server/**/*.test.ts',
            'src/operation/**/*.test.ts',
            'src/cli/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: ['test/browser/**'],
          globalSetup: ['test/database.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/database.setup.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
          // A page says what it has to say soon, not in the instant of the click.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
