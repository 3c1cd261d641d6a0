/**
 * Killed at every moment, then resumed: before, within and after every write of the journal, after every sync, before
 * every request and at every answer (crash/failpoints.mjs). The end must be that of a calm run.
 * `npm run test:crash`; FIRST=100 LAST=130 tries a part of the moments.
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { businessPremium, root, tell, tidyUp } from '../e2e/rig.ts'
import { simulate } from '../e2e/simulation.ts'
import { namedWorld } from './crash/named-world.ts'

// The rig sets limits for single commands; here are hundreds.
vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 120_000 })

/** Runs differ a little in how they overlap, so some have more moments than the calm one. */
const MARGIN = 8
const AT_ONCE = 6
const failpoints = join(root, 'test', 'torture', 'crash', 'failpoints.mjs')
const command = ['add-offers', businessPremium, '--yes']

interface Outcome {
  died: boolean
  snapshot: Snapshot
}

/**
 * Does the job; when the program dies at the moment, goes on as an operator would.
 *
 * @param env what the failpoints are told
 * @throws Error when it does not come to its end: a wedged run
 */
async function survive(env: Record<string, string>): Promise<Outcome> {
  const simulation = await simulate({ quarantineSeconds: 0.3 })
  const options = { ...env, NODE_OPTIONS: `--import=${failpoints}` }
  const first = await simulation.startWith(options, ...command).ended
  const died = first.signal === 'SIGKILL'
  if (!died && first.code !== 0) throw new Error(tell(first))
  if (died) {
    const resumed = await simulation.cli('resume', '--yes')
    if (resumed.code !== 0) throw new Error(`resume did not come to its end: ${tell(resumed)}`)
    const hadNotBegun = `${resumed.stdout}${resumed.stderr}`.includes('Nothing to resume')
    const again = hadNotBegun ? await simulation.cli(...command) : resumed
    if (again.code !== 0) throw new Error(`the job cannot be given again: ${tell(again)}`)
  }
  return { died, snapshot: await simulation.snapshot() }
}

it('the example of the KB, killed at every moment', async () => {
  const simulation = await simulate()
  const log = join(simulation.cwd, 'moments')
  const calm = await simulation.startWith({ FAILPOINT_LOG: log, NODE_OPTIONS: `--import=${failpoints}` }, ...command)
    .ended
  expect(calm.code, tell(calm)).toBe(0)
  const wanted = namedWorld(await simulation.snapshot())
  const moments = (await readFile(log, 'utf8')).trim().split('\n')

  const first = Number(process.env['FIRST'] ?? 1)
  const last = Number(process.env['LAST'] ?? moments.length + MARGIN)
  const violations: string[] = []
  let deaths = 0
  const attempt = async (moment: number): Promise<void> => {
    try {
      const { died, snapshot } = await survive({ FAILPOINT: String(moment) })
      if (died) deaths += 1
      expect(namedWorld(snapshot)).toEqual(wanted)
    } catch (error) {
      violations.push(`moment ${moment} (${moments[moment - 1] ?? 'beyond the last'}): ${String(error)}`)
    }
  }
  for (let from = first; from <= last; from += AT_ONCE) {
    const lot = Array.from({ length: Math.min(AT_ONCE, last - from + 1) }, (_, index) => attempt(from + index))
    await Promise.all(lot)
    await tidyUp()
  }
  process.stderr.write(`\nkilled at ${deaths} of ${moments.length} moments, ${violations.length} violations\n`)
  expect(violations).toEqual([])
  expect(deaths).toBeGreaterThan(0)
})
