/** What holds for every plan: it can be done in the order of its needs, nothing is left to do, and nothing is lost. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPlan } from './apply-plan.ts'
import { isPossible, worlds, type RandomWorld } from './random-world.ts'
import { noMatrix, plan, realMatrix, realTitle, sample, site, emptyInstallation } from './small-world.ts'

const possible = worlds.filter(isPossible)

function afterwards(world: RandomWorld): RandomWorld {
  const installation = applyPlan(world.installation, plan(world))
  return { ...world, installation, observed: installation.observed }
}

describe('a plan for any small world', () => {
  it('is empty after it was applied (law 1), with the same wishes and with all of them fulfilled', () => {
    fc.assert(
      fc.property(possible, (world) => {
        const again = plan(afterwards(world))
        expect(again.operations).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('needs only operations that are in it, and none that waits for it (law 2)', () => {
    fc.assert(
      fc.property(possible, (world) => {
        const { operations } = plan(world)
        const ids = operations.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id, needs } of operations) {
          expect(needs).not.toContain(id)
          expect(ids).toEqual(expect.arrayContaining(needs))
        }
        applyPlan(world.installation, { ...plan(world), operations })
      }),
      { numRuns: 100 },
    )
  })

  it('takes nothing away: types, resource types, limits, plans and their old rates stay', () => {
    fc.assert(
      fc.property(possible, (world) => {
        const { observed: before } = world
        const { observed: after } = afterwards(world)
        expect(after.types.map(({ offerId, kind, name }) => [offerId, kind, name])).toEqual(
          expect.arrayContaining(before.types.map(({ offerId, kind, name }) => [offerId, kind, name])),
        )
        expect(after.resourceTypes).toEqual(expect.arrayContaining([...before.resourceTypes]))
        for (const [id, limit] of before.template.limits) {
          if (limit !== -1) expect(after.template.limits.get(id)).toBe(limit)
        }
        for (const old of before.plans) {
          const now = after.plans.find(({ id }) => id === old.id)
          const { rates, ...rest } = old
          expect(now).toMatchObject(rest)
          const fees = rates.map(({ resourceId, recurringFee, included }) => ({ resourceId, recurringFee, included }))
          expect(now?.rates).toEqual(expect.arrayContaining(fees.map((fee): unknown => expect.objectContaining(fee))))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('gives each new plan a complete chain of ancestors for every add-on in it (rule I5)', () => {
    fc.assert(
      fc.property(possible, (world) => {
        const made = plan(world).operations.filter(
          ({ address, action }) => action === 'create' && address?.startsWith('service-plan/'),
        )
        for (const { value } of made) {
          const rates = value?.['rates'] as { resource: string }[]
          expectClosed(new Set(rates.map(({ resource }) => resource.slice('resource-type/'.length))), world)
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** One license, and every add-on follows from it through offers that are in the plan too. */
function expectClosed(ids: ReadonlySet<string>, { catalog }: RandomWorld): void {
  const paid = (id: string) => [
    id,
    ...(catalog.offers.get(id)?.kind === 'trial' ? (catalog.offers.get(id)?.convertsTo ?? []) : []),
  ]
  const reached = new Set([...ids].filter((id) => catalog.offers.get(id)?.kind === 'license'))
  expect(reached.size).toBe(1)
  for (let size = -1; size < reached.size;) {
    size = reached.size
    for (const id of ids)
      if (
        catalog.offers
          .get(id)
          ?.parents.flatMap(paid)
          .some((p) => reached.has(p))
      )
        reached.add(id)
  }
  expect(reached).toEqual(new Set(ids))
}

describe('real catalogs', () => {
  const categories = new Map<number, string>()
  it.each(['business-premium.csv', 'phone-system.csv'])('%s: empty after apply', async (name) => {
    const catalog = await sample(name)
    const { observed } = applyPlan({ observed: emptyInstallation(), categories }, plan({ catalog }))
    expect(observed.types).toHaveLength(4)
    expect(plan({ catalog, observed }).operations).toEqual([])
  })

  it.skipIf(noMatrix)(`${realTitle}: every offer that can be sold, empty after apply`, async () => {
    const catalog = await realMatrix()
    const given = site({ reads: { salesCategories: true }, policy: { plans: { existing: 'compatible' } } })
    const start = { observed: emptyInstallation({ salesCategories: [] }), categories }
    const first = plan({ catalog, site: given, observed: start.observed })
    const { observed } = applyPlan(start, first)
    expect(first.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(observed.types.length).toBeGreaterThan(150)
    expect(plan({ catalog, site: given, observed }).operations).toEqual([])
  })
})
