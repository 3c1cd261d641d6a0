import { defineConfig } from 'vitest/config'

/** Hundreds of tries with the real program: too slow for every test run. Each file has an npm script of its own. */
export default defineConfig({
  test: {
    include: ['test/**/*.torture.ts'],
    testTimeout: 900_000,
    maxWorkers: 2,
    maxConcurrency: 2,
    disableConsoleIntercept: true,
  },
})
