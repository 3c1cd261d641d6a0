/** Drift: what the planner would change, less what the site overlooks with a reason. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeChange } from '../../src/plan/describe-change.ts'
import { driftOfPlan, overlook, type DriftEntry } from '../../src/plan/drift.ts'
import { applyPlan } from './apply-plan.ts'
import { isPossible, worlds } from './random-world.ts'
import { catalogOf, emptyInstallation, guid, offer, plan, planOf, sold, type } from './small-world.ts'

const entry = (given: Partial<DriftEntry> = {}): DriftEntry => ({
  what: 'different',
  address: 'service-plan/abc',
  label: 'Office 365 E3 [old]',
  details: [],
  ...given,
})

describe('the ignore list', () => {
  const ignored = (address: string, given: Partial<DriftEntry> = {}, rule?: string) =>
    overlook([entry(given)], [{ address, reason: 'because', ...(rule === undefined ? {} : { rule }) }]).ignored
      .length === 1

  it('goes by kind and key, or kind and name, with * for anything, whatever the case', () => {
    expect(
      ['service-plan/abc', 'service-plan/*', 'service-plan/office 365 e3*', '*/*[old]'].map((a) => ignored(a)),
    ).toEqual([true, true, true, true])
    expect(
      ['service-plan/ab', 'license-type/*', 'service-plan/Office', 'service.plan/abc'].map((a) => ignored(a)),
    ).toEqual([false, false, false, false])
  })

  it('may be for one rule only', () => {
    expect(ignored('service-plan/*', { rule: 'I12' }, 'I12')).toBe(true)
    expect(ignored('service-plan/*', { rule: 'I5' }, 'I12')).toBe(false)
    expect(ignored('service-plan/*', {}, 'I12')).toBe(false)
  })

  it('gives the reason with what it overlooks, and says what is overlooked for nothing', () => {
    const stale = { address: 'license-type/x', reason: 'long gone' }
    const report = overlook([entry()], [{ address: 'service-plan/*', reason: 'ticket 7' }, stale])
    expect(report).toEqual({ drift: [], ignored: [{ ...entry(), reason: 'ticket 7' }], unusedIgnores: [stale] })
  })
})

it('is missing what is to be created, and different what is to be changed; nothing else is drift', () => {
  const catalog = catalogOf(offer(1, { convertsTo: [2] }), offer(2))
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(40, [1])] })
  const drift = driftOfPlan(plan({ catalog, observed }))
  expect(drift.filter(({ what }) => what === 'missing').map(({ address }) => address)).toContain(
    `license-type/${guid(2)}`,
  )
  const changed = drift.find(({ address }) => address === `license-type/${guid(1)}`)
  expect(changed).toMatchObject({ what: 'different', label: 'Offer 1', details: ['upgrades: +Offer 2'] })
  expect(drift.some(({ address }) => /sync|^store/.test(address))).toBe(false)
})

it('is nothing after a plan was applied, for any small world', () => {
  fc.assert(
    fc.property(worlds.filter(isPossible), (world) => {
      const { observed } = applyPlan(world.installation, plan(world))
      expect(driftOfPlan(plan({ ...world, observed }))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it.each([
  [{ field: 'provisioningId', from: 'A', to: 'B' }, 'provisioningId: A → B'],
  [{ field: 'trialOfferId', from: null, to: 'x' }, 'trialOfferId: nothing → The x'],
  [{ field: 'parents', from: ['x', 'y'], to: ['y', 'z'] }, 'parents: +z, -The x'],
  [{ field: 'limits', from: { x: -1 }, to: { x: 0, y: 0 } }, 'limits: +y, The x -1 → 0'],
  [
    { field: 'rates', from: [{ resource: 'x', maximum: 1 }], to: [{ resource: 'x', maximum: 2 }] },
    'rates: The x {"resource":"x","maximum":1} → {"resource":"x","maximum":2}',
  ],
  [{ field: 'assignable', from: true, to: false }, 'assignable: true → false'],
])('%j in words', (change, words) => {
  expect(describeChange(change, (key) => (key === 'x' ? 'The x' : key))).toBe(words)
})
