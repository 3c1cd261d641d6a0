import { defineConfig } from 'vitest/config'

/** What takes minutes and is worth it: each folder has an npm script of its own. */
export default defineConfig({
  test: {
    include: ['torture/**/*.test.ts'],
    testTimeout: 600_000,
    maxWorkers: 2,
    maxConcurrency: 2,
  },
})
