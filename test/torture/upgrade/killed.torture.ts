/**
 * Upgrades killed at every moment, with people there and with people who come later, with the folder of the run kept and
 * lost; and at two moments, one soon after the other. `npm run test:upgrade-killed`.
 */

import { afterAll, describe, expect, it } from 'vitest'
import { beginning, type Job, jobs } from '../../upgrade/killed/installation.ts'
import { type Misfortune, survive, violations } from '../../upgrade/killed/survive.ts'

/** Two deaths are at most this many moments apart: of those further apart, the first is long overcome. */
const SOON = 40

let points = 0
afterAll(() => {
  process.stderr.write(`\n${points} points in all\n`)
})

/** Each by API, and by people. */
const both = jobs.flatMap((job) => [job, { ...job, byApi: !job.byApi }])

const ways = [
  ['with people there', {}],
  ['its folder lost', { losesFolder: true }],
] as const satisfies [string, Misfortune][]

const later = [
  ['with people who come later', { nobody: true }],
  ['with people who come later, its folder lost', { nobody: true, losesFolder: true }],
] as const satisfies [string, Misfortune][]

async function killed(job: Job, way: Misfortune, fatal: (moment: number) => number[]): Promise<string[]> {
  const given = await beginning(job)
  const { moments } = await survive(given, way)
  expect(moments.length).toBeGreaterThan(5 * given.plan.operations.length)
  const tries = moments.map((_, index) => ({ ...way, fatal: fatal(index + 1) })).filter((each) => each.fatal.length > 0)
  points += tries.length
  return violations(given, tries)
}

describe.each(both)('from $from, $scenario, by API: $byApi', (job) => {
  it.each(ways)('killed at every moment, %s', async (_, way) => {
    expect(await killed(job, way, (moment) => [moment])).toEqual([])
  })

  it.each(ways)('killed twice, %s', async (_, way) => {
    expect(await killed(job, way, (moment) => [moment, moment + 1 + ((moment * 7) % SOON)])).toEqual([])
  })
})

// Each thing that people do is a walk of its own here, so only every third moment is tried.
describe.each(jobs)('from $from, $scenario, by API: $byApi', (job) => {
  it.each(later)('killed at every third moment, %s', async (_, way) => {
    expect(await killed(job, way, (moment) => (moment % 3 === 0 ? [moment] : []))).toEqual([])
  })
})
