/** Every safeguard taken away from the engine in virtual time, also those that are seldom missed: `npm run test:virtual`. */

import { expect, it } from 'vitest'
import { plantedBugs, rareBugs } from '../../virtual/planted-bugs.ts'
import { range, simulateMany } from '../../virtual/simulate-many.ts'

it.each(Object.entries({ ...plantedBugs, ...rareBugs }))('finds that %s', async (_, planted) => {
  const { violations } = await simulateMany(range(1, 3000), planted, 1)
  expect(violations).not.toEqual([])
})
