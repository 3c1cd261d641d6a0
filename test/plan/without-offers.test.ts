/** Leaving an offer out of a plan: nothing mentions it any more, and every add-on that stays can be sold. */

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { closedExclusion, withoutOffers } from '../../src/plan/without-offers.ts'
import { guid, planOf, typeOperation } from '../run/rig.ts'

const none = new Set<string>()

function made(kind: string, number: number | string, value: Operation['value'], changes: Partial<Operation> = {}) {
  const key = typeof number === 'number' ? guid(number) : number
  const id = `${kind}/${key}`
  return { ...typeOperation(0), id, address: id, ...(value === undefined ? {} : { value }), ...changes }
}

/** License 1 and add-ons with their parents, all of them new, in one plan and one template. */
function planWith(parents: ReadonlyMap<number, readonly number[]>): Plan {
  const offers = [1, ...parents.keys()]
  const resources = offers.map((offer) => `resource-type/${guid(offer)}`)
  const limits = Object.fromEntries(resources.map((resource) => [resource, 0]))
  return planOf([
    made('license-type', 1, { offerId: guid(1) }),
    ...[...parents].map(([offer, list]) =>
      made('addon-type', offer, { offerId: guid(offer), parents: list.map(guid) }),
    ),
    ...offers.map((offer) =>
      made('resource-type', offer, { name: '', type: `${offer === 1 ? 'license' : 'addon'}-type/${guid(offer)}` }),
    ),
    made('service-template', '12', { limits }, { action: 'update', before: { limits: {} } }),
    made('service-plan', 1, { rates: resources.map((resource) => ({ resource })) }),
    made('template-sync', '12', { changed: resources }, { action: 'sync', type: 'manual' }),
  ])
}

const find = (plan: Plan, id: string) => plan.operations.find((operation) => operation.id === id)

it('takes out what stands for it, and cuts what mentions it', () => {
  const plan = planWith(
    new Map([
      [2, [1]],
      [3, [1, 2]],
    ]),
  )
  const left = withoutOffers(plan, closedExclusion(plan, [guid(2)]), none)
  expect(JSON.stringify(left.operations)).not.toContain(guid(2))
  expect(find(left, `addon-type/${guid(3)}`)?.value).toMatchObject({ parents: [guid(1)] })
  expect(find(left, 'service-template/12')?.changes).toMatchObject([{ field: 'limits' }])
})

it('takes with it what cannot be sold without it, however far down', () => {
  const plan = planWith(
    new Map([
      [2, [1]],
      [3, [2]],
      [4, [3]],
    ]),
  )
  expect(closedExclusion(plan, [guid(2)])).toEqual(new Set([guid(2), guid(3), guid(4)]))
})

it('leaves what is done, and what was there before the plan', () => {
  const plan = planWith(new Map([[2, [1]]]))
  const done = new Set([`resource-type/${guid(2)}`])
  expect(find(withoutOffers(plan, new Set([guid(2)]), done), `resource-type/${guid(2)}`)).toBeDefined()
  const old = made(
    'addon-type',
    9,
    { parents: [guid(1), guid(2)] },
    { action: 'update', before: { parents: [guid(2)] } },
  )
  const left = withoutOffers({ ...plan, operations: [old] }, new Set([guid(2)]), none)
  expect(left.operations[0]?.value).toEqual({ parents: [guid(1), guid(2)] })
})

it('leaves out an operation that has nothing left to do', () => {
  const plan = planWith(new Map([[2, [1]]]))
  const only = { [`resource-type/${guid(2)}`]: 0 }
  const window = made('service-template', '12', { limits: only }, { action: 'update', before: { limits: {} } })
  const sync = made('template-sync', '12', { changed: Object.keys(only) }, { action: 'sync', type: 'manual' })
  const after = { ...made('store-sync', 'provider', { changed: [] }, { action: 'sync' }), needs: [window.id, sync.id] }
  const left = withoutOffers({ ...plan, operations: [window, sync, after] }, new Set([guid(2)]), none)
  expect(left.operations).toMatchObject([{ id: after.id, needs: [] }])
})

it('never leaves a rate without a chain of rates up to the License', () => {
  const worlds = fc
    .integer({ min: 2, max: 12 })
    .chain((size) =>
      fc.tuple(
        fc.tuple(
          ...Array.from({ length: size }, (_, index) =>
            fc.uniqueArray(fc.integer({ min: 1, max: index + 1 }), { minLength: 1, maxLength: 3 }),
          ),
        ),
        fc.uniqueArray(fc.integer({ min: 2, max: size + 1 }), { minLength: 1, maxLength: 3 }),
      ),
    )
  fc.assert(
    fc.property(worlds, ([lists, excluded]) => {
      const parents = new Map(lists.map((list, index) => [index + 2, list]))
      const plan = planWith(parents)
      const gone = closedExclusion(plan, excluded.map(guid))
      const left = withoutOffers(plan, gone, none)
      const rates = (find(left, `service-plan/${guid(1)}`)?.value?.['rates'] ?? []) as { resource: string }[]
      const rated = new Set(rates.map(({ resource }) => resource.slice('resource-type/'.length)))
      for (const [offer, list] of parents) {
        expect(rated.has(guid(offer))).toBe(!gone.has(guid(offer)))
        if (rated.has(guid(offer))) expect(list.some((parent) => rated.has(guid(parent)))).toBe(true)
      }
      const ids = new Set(left.operations.map(({ id }) => id))
      expect(left.operations.flatMap(({ needs }) => needs).filter((need) => !ids.has(need))).toEqual([])
      expect(withoutOffers(left, gone, none)).toEqual(left)
    }),
  )
})
