/**
 * Upgrades killed at every moment, with people there and with people who come later, with the folder of the run kept and
 * lost; and at two moments, one soon after the other. `npm run test:upgrade-killed`.
 */

import { afterAll, describe, expect, it } from 'vitest'
import { beginning, jobs } from '../../upgrade/killed/installation.ts'
import { type Misfortune, survive, violations } from '../../upgrade/killed/survive.ts'

/** Two deaths are at most this many moments apart: of those further apart, the first is long overcome. */
const SOON = 40

let points = 0
afterAll(() => {
  process.stderr.write(`\n${points} points in all\n`)
})

const ways = [
  ['with people there', {}],
  ['its folder lost', { losesFolder: true }],
  ['with people who come later', { nobody: true }],
  ['with people who come later, its folder lost', { nobody: true, losesFolder: true }],
] as const satisfies [string, Misfortune][]

describe.each(jobs)('from $from, $scenario', (job) => {
  it.each(ways)('killed at every moment, %s', async (_, way) => {
    const given = await beginning(job)
    const { moments } = await survive(given, way)
    expect(moments.length).toBeGreaterThan(5 * given.plan.operations.length)
    points += moments.length
    const tries = moments.map((__, index) => ({ ...way, fatal: [index + 1] }))
    expect(await violations(given, tries)).toEqual([])
  })

  it.each(ways.slice(0, 2))('killed twice, %s', async (_, way) => {
    const given = await beginning(job)
    const { moments } = await survive(given, way)
    points += moments.length
    const tries = moments.map((__, index) => ({ ...way, fatal: [index + 1, index + 2 + ((index * 7) % SOON)] }))
    expect(await violations(given, tries)).toEqual([])
  })
})
