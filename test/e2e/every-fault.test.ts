/**
 * Each fault at each write of the vendor's example: the run ends well or can be resumed until it does, and leaves the
 * installation as a calm run does. One place for each fault here; all places with `npm run test:faults`.
 */

import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { type FaultName, faultNames } from '../../src/oa/simulator/faults/faults.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { businessPremium, tell } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation } from './simulation.ts'

const everywhere = process.env['EVERY_FAULT'] === '1'
const writes = Array.from({ length: 16 }, (_, index) => index + 1)
/** A type, a resource type, the template window from its beginning to its end, and the plan. */
const significant = [2, 6, 9, 12, 15, 16]

/** Twice is what no client can prevent; it is in a test of its own. */
const tried = faultNames.filter((fault) => fault !== 'duplicate')
const cases = tried.flatMap((fault, index): [FaultName, number][] =>
  (everywhere ? writes : [significant[index % significant.length] ?? 1]).map((write) => [fault, write]),
)

/** What a run leaves, without what differs from run to run. */
function calmed({ types, resourceTypes, templates, plans, resourceCategories, salesCategories }: Snapshot) {
  const name = new Map(resourceTypes.map((resourceType) => [resourceType.id, resourceType.name]))
  return {
    types: types.map(({ offerId, upgrades, parents }) => ({ offerId, upgrades, parents })).sort(by('offerId')),
    resourceTypes: [...name.values()].sort(),
    templates: templates.map(({ active, resources }) => ({
      active,
      limits: resources.map(({ resourceTypeId, limit }) => [name.get(resourceTypeId), limit]).sort(),
    })),
    plans: plans.map((plan) => ({ name: plan.name, rates: plan.rates.map((r) => name.get(r.resourceId)).sort() })),
    resourceCategories: resourceCategories
      .map((category) => ({ name: category.name, resources: category.resourceIds.map((id) => name.get(id)).sort() }))
      .sort(by('name')),
    salesCategories: salesCategories.map((category) => [category.name, category.planIds.length]).sort(),
  }
}

function by<K extends string>(key: K) {
  return (a: Record<K, string>, b: Record<K, string>) => a[key].localeCompare(b[key])
}

let calm: ReturnType<typeof calmed> | undefined

async function calmWorld() {
  if (calm !== undefined) return calm
  const simulation = await simulate()
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 0)
  return (calm = calmed(await simulation.snapshot()))
}

/** Short enough to be waited for, long enough for a busy machine. */
const impatient = (simulation: Simulation) =>
  changedConfig(simulation, (ready) => ({ ...ready, deadlines: { readMs: 20_000, writeMs: 3000 } }))

describe.each(cases)('%s at write %i', (fault, write) => {
  it('ends as a calm run does', async () => {
    const expected = await calmWorld()
    const simulation = await simulate()
    const config = await impatient(simulation)
    await simulation.faults([{ write, fault, ...(fault === 'drip' ? { delayMs: 0 } : { delayMs: 300 }) }])
    const ended = [await simulation.typed('add-offers', businessPremium, '--yes', '--config', config)]
    while (ended.at(-1)?.code !== 0 && ended.length < 5) {
      await simulation.settled()
      ended.push(await simulation.typed('resume', '--yes', '--config', config))
    }
    expect(ended.at(-1)?.code, ended.map(tell).join('\n')).toBe(0)
    for (const { code, stderr } of ended) {
      expect([0, 1, 7]).toContain(code)
      expect(stderr).not.toContain('fault in the program')
    }
    await simulation.settled()
    expect(calmed(await simulation.snapshot())).toEqual(expected)
    const again = ['add-offers', businessPremium, '--dry-run', '--json', '--config', config]
    const { stdout } = await expectExit(simulation.typed(...again), 0)
    expect((JSON.parse(stdout) as Plan).operations).toEqual([])
  })
})

it.each([
  ['types', 'aps.resources.create'],
  ['resource types', 'pem.addResourceType'],
] as const)(
  'a call that a proxy sends twice is never silent: there are two %s, and both are named',
  async (what, method) => {
    const simulation = await simulate()
    await simulation.faults([{ method, nth: 1, fault: 'duplicate' }])
    const first = await simulation.typed('add-offers', businessPremium, '--yes')
    const next = await simulation.typed('add-offers', businessPremium, '--dry-run')
    expect(next.code, tell(next)).not.toBe(0)
    const { types, resourceTypes } = await simulation.snapshot()
    const made = what === 'types' ? types : resourceTypes
    const twice = made.filter(({ name, id }) => made.some((other) => other.name === name && other.id !== id))
    expect(twice).toHaveLength(2)
    for (const { id } of twice) expect(first.stderr + next.stderr).toContain(String(id))
  },
)
