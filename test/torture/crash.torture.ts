/**
 * Killed at every moment, then resumed: before, within and after every write of the journal, after every sync, before
 * every request and at every answer (crash/failpoints.mjs). The end must be that of a calm run.
 * `npm run test:crash`; FIRST=100 LAST=130 tries a part of the moments of each job.
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { businessPremium, root, tell } from '../e2e/rig.ts'
import { simulate, type Simulation } from '../e2e/simulation.ts'
import { upgradeCatalog, withOldPlans } from '../e2e/upgrade-offers.ts'
import { namedWorld } from './crash/named-world.ts'
import { goOn } from './go-on.ts'
import { inLots } from './in-lots.ts'

// The rig sets limits for single commands; here are hundreds.
vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 120_000 })

/** Runs differ a little in how they overlap, so some have more moments than the calm one. */
const MARGIN = 8
const AT_ONCE = 5
/** Over all jobs. */
const LEAST = 1000
const failpoints = join(root, 'test', 'torture', 'crash', 'failpoints.mjs')

interface Job {
  name: string
  world: string
  /** @returns what is typed */
  prepare(simulation: Simulation): Promise<string[]>
}

const jobs: readonly Job[] = [
  {
    name: 'the example of the KB',
    world: 'small-provider',
    prepare: () => Promise.resolve(['add-offers', businessPremium, '--yes']),
  },
  {
    name: 'three tiers of resellers and one with plans of its own',
    world: 'indirect-provider',
    prepare: async (simulation) => {
      const [catalog, config] = await Promise.all([upgradeCatalog(), withOldPlans(simulation)])
      return ['add-offers', catalog, '--yes', '--config', config]
    },
  },
]

const { FIRST, LAST } = process.env
let deaths = 0
afterAll(() => {
  process.stderr.write(`\n${deaths} crash points in all\n`)
  if (FIRST === undefined && LAST === undefined) expect(deaths).toBeGreaterThanOrEqual(LEAST)
})

/** Does the job in a process of its own, which may die. */
async function begin(job: Job, failpoint: (cwd: string) => Record<string, string>) {
  const simulation = await simulate({ world: job.world, quarantineSeconds: 0.3 })
  const command = await job.prepare(simulation)
  const env = { ...failpoint(simulation.cwd), NODE_OPTIONS: `--import=${failpoints}` }
  return { simulation, command, first: await simulation.startWith(env, ...command).ended }
}

/**
 * Does the job; when the program dies at the moment, goes on as an operator would. Whoever goes on is a process that
 * did not die: this one, which is spared hundreds of starts.
 *
 * @throws Error when it does not come to its end: a wedged run
 */
async function survive(job: Job, moment: number): Promise<{ died: boolean; snapshot: Snapshot }> {
  const { simulation, command, first } = await begin(job, () => ({ FAILPOINT: String(moment) }))
  const died = first.signal === 'SIGKILL'
  if (!died && first.code !== 0) throw new Error(tell(first))
  if (died) {
    const resumed = await goOn(simulation, command)
    if (resumed.code !== 0) throw new Error(`it did not come to its end: ${tell(resumed)}`)
  }
  return { died, snapshot: await simulation.snapshot() }
}

describe.each(jobs)('$name', (job) => {
  it('killed at every moment', async () => {
    const { simulation, first: calm } = await begin(job, (cwd) => ({ FAILPOINT_LOG: join(cwd, 'moments') }))
    expect(calm.code, tell(calm)).toBe(0)
    const wanted = namedWorld(await simulation.snapshot())
    const moments = (await readFile(join(simulation.cwd, 'moments'), 'utf8')).trim().split('\n')

    const from = Number(FIRST ?? 1)
    const to = Number(LAST ?? moments.length + MARGIN)
    const violations: string[] = []
    let killed = 0
    await inLots(to - from + 1, AT_ONCE, async (index) => {
      const moment = from + index
      try {
        const { died, snapshot } = await survive(job, moment)
        if (died) killed += 1
        expect(namedWorld(snapshot)).toEqual(wanted)
      } catch (error) {
        violations.push(`moment ${moment} (${moments[moment - 1] ?? 'beyond the last'}): ${String(error)}`)
      }
    })
    deaths += killed
    const all = `killed at ${killed} of ${moments.length} moments, each time resumed`
    process.stderr.write(`\n${job.name}: ${all}; ${violations.length} violations\n`)
    expect(violations).toEqual([])
    expect(killed).toBeGreaterThan(0)
  })
})
