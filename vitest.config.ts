import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 30_000,
    maxWorkers: 3,
    coverage: { include: ['src/**/*.ts'] },
    projects: [
      { extends: true, test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/e2e/**/*.test.ts'],
          // Each has a simulator and a folder of its own, and waits more than it computes: a few at a time, and patience.
          sequence: { concurrent: true },
          maxConcurrency: 3,
          testTimeout: 90_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
