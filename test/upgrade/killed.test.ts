/**
 * Killed and resumed: before and after what the journal and the ledger note, around each command, each write to OA and
 * each thing that a person does, and with a connection lost. Of what only a person may repeat, of provisioning and of OA
 * every moment is tried, of the rest some; `npm run test:upgrade-killed` tries all of them, and more.
 */

import { describe, expect, it } from 'vitest'
import { beginning, type Beginning, jobs } from './killed/installation.ts'
import { onceOnly } from './killed/judge.ts'
import { survive, violations } from './killed/survive.ts'

/** One in so many of the moments that matter little. */
const RARELY = 15

/** Without its folder a run is known by the ledger alone. */
function matters({ plan }: Beginning, losesFolder: boolean): (moment: string) => boolean {
  const words = onceOnly(plan).flatMap(({ id, line, once }) => (losesFolder && once === undefined ? [] : [id, line]))
  const pattern = losesFolder ? /ledger/ : /ledger|provisioning|pem\.|txn\./
  return (moment) => pattern.test(moment) || words.some((word) => moment.endsWith(word))
}

describe.each(jobs)('an upgrade from $from, $scenario', (job) => {
  it.each([
    ['at any moment', false],
    ['and its run folder lost', true],
  ])(
    'killed %s: nothing runs twice, nothing is told that is not so, and it comes to its end',
    async (_, losesFolder) => {
      const given = await beginning(job)
      const calm = await survive(given)
      expect(calm.findings).toEqual([])
      const isGrave = matters(given, losesFolder)
      const tries = calm.moments.flatMap((moment, index) =>
        isGrave(moment) || index % RARELY === 0 ? [{ fatal: [index + 1], losesFolder }] : [],
      )
      expect(tries.length).toBeGreaterThan(given.plan.operations.length / 2)
      expect(await violations(given, tries)).toEqual([])
    },
  )
})
