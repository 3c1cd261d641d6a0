/** Random catalogs, installations and faults: a few seeds here, two thousand by `npm run test:fuzz`. */

import { expect, it } from 'vitest'
import { range } from '../virtual/simulate-many.ts'
import { playMany } from './play-many.ts'

it('leaves what the plan says, once, and nothing else, whatever goes wrong', async () => {
  const { ends, struck, violations } = await playMany(range(1, 6), () => undefined)
  expect(violations).toEqual([])
  expect(ends.done + ends.told).toBeGreaterThan(4)
  expect(struck).toBeGreaterThan(4)
})
