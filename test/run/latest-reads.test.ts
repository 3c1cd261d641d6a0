/** Operations read side by side: what was read last counts, and not what came last. */

import { expect, it } from 'vitest'
import type { ObservedPlan, ObservedState, ObservedType, Slice } from '../../src/resource/observed-state.ts'
import { LatestReads } from '../../src/run/latest-reads.ts'
import { nothingThere } from './rig.ts'

/** Reads that are answered when the test says so. */
function readsToAnswer() {
  const open: { slice: Slice; answer: (part: Partial<ObservedState>) => void; fail: (error: Error) => void }[] = []
  const reads = new LatestReads(nothingThere, (slice) => {
    return new Promise((answer, fail) => open.push({ slice, answer, fail }))
  })
  return { reads, open }
}

const type = (apsId: string) => ({ apsId }) as ObservedType
const plan = (id: number, name: string) => ({ id, name }) as ObservedPlan

it('keeps what another read has told meanwhile', async () => {
  const { reads, open } = readsToAnswer()
  const plans = reads.readAgain(['plans'])
  const types = reads.readAgain(['types'])
  open[1]?.answer({ types: [type('new')] })
  await types
  open[0]?.answer({ plans: [] })
  await plans
  expect(reads.observed.types).toEqual([type('new')])
})

it('does not put back what an earlier read saw', async () => {
  const { reads, open } = readsToAnswer()
  const before = reads.readAgain(['types'])
  reads.change('types')
  const after = reads.readAgain(reads.outdated())
  open[1]?.answer({ types: [type('new')] })
  await after
  open[0]?.answer({ types: [] })
  await before
  expect(reads.observed.types).toEqual([type('new')])
  expect(reads.outdated()).toEqual([])
})

it('knows as outdated what was changed since the read began, and what could not be read', async () => {
  const { reads, open } = readsToAnswer()
  reads.change('types')
  const failing = reads.readAgain(reads.outdated())
  open[0]?.fail(new Error('away'))
  await expect(failing).rejects.toThrow('away')
  expect(reads.outdated()).toEqual(['types'])
  const again = reads.readAgain(['types'])
  reads.change('types')
  open[1]?.answer({ types: [] })
  await again
  expect(reads.outdated()).toEqual(['types'])
})

it('of plans at which it did not look keeps what others saw, and takes an earlier look at all for no news', async () => {
  const { reads, open } = readsToAnswer()
  const all = reads.readAgain(['plans'])
  const first = reads.readAgain(['plans'], new Set([2]))
  const second = reads.readAgain(['plans'], new Set([1]))
  open[2]?.answer({ plans: [plan(1, 'old'), plan(2, 'new')] })
  await second
  open[1]?.answer({ plans: [plan(1, 'new'), plan(2, 'old')] })
  await first
  expect(reads.observed.plans).toEqual([plan(1, 'new'), plan(2, 'new')])
  open[0]?.answer({ plans: [plan(1, 'old'), plan(2, 'old')] })
  await all
  expect(reads.outdated()).toEqual(['plans'])
})
