/** The engine in virtual time: some hundred seeds here, a hundred thousand by `npm run test:virtual`. */

import { describe, expect, it, vi } from 'vitest'
import { plantedBugs } from './planted-bugs.ts'
import { simulate } from './simulate.ts'
import { range, simulateMany } from './simulate-many.ts'

// Nothing in here waits for real time; a busy machine may still be slow.
vi.setConfig({ testTimeout: 300_000 })

it('does everything once, whatever dies, stops, is lost or comes late', async () => {
  const { seeds, crashes, violations } = await simulateMany(range(1, 300))
  expect(violations).toEqual([])
  expect(seeds).toBe(300)
  expect(crashes).toBeGreaterThan(200)
})

it('is the same for the same seed', async () => {
  const [first, second] = await Promise.all([simulate(7, {}, true), simulate(7, {}, true)])
  expect(first.trace.length).toBeGreaterThan(5)
  expect(second).toEqual(first)
})

describe('finds what is planted', () => {
  it.each(Object.entries(plantedBugs))('%s', async (_, planted) => {
    const { violations } = await simulateMany(range(1, 1000), planted, 1)
    expect(violations).not.toEqual([])
  })
})
