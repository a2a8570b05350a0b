import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['test/support/setup.ts'],
    // Files share a process and its modules, for loading the source anew takes longer than most of them do; test/tidy.test.ts holds what that asks.
    isolate: false,
    // As many processes as there are processors: by default one of them is left to a main process that does little.
    maxWorkers: '100%',
  },
});
