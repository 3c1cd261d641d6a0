/** Random catalogs, installations and faults: a few seeds here, two thousand by `npm run test:fuzz`. */

import { expect, it, vi } from 'vitest'
import { range } from '../virtual/simulate-many.ts'
import { playMany } from './play-many.ts'

// Whole jobs with failures in them, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 })

it('leaves what the plan says, once, and nothing else, whatever goes wrong', async () => {
  const { ends, struck, violations } = await playMany(range(1, 6), () => undefined)
  expect(violations).toEqual([])
  expect(ends.done + ends.told).toBeGreaterThan(4)
  expect(struck).toBeGreaterThan(4)
})
