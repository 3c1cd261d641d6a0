/** What exists, by stable keys: offer ids and references, never names. */

import { describe, expect, it } from 'vitest'
import { takeInventory } from '../../src/resource/inventory.ts'
import { emptyInstallation, guid, planOf, sold, type } from '../plan/small-world.ts'

const world = sold(type('license', 1), type('license', 2), type('addon', 3))

function findings(given: Parameters<typeof emptyInstallation>[0]): string[] {
  const { duplicates } = takeInventory(emptyInstallation(given))
  return [...duplicates.values()].flat().map(({ severity, code, message }) => `${severity} ${code}: ${message}`)
}

describe('P2: two where one is allowed', () => {
  it('I1: types of one offer are an error that names both', () => {
    const twin = type('addon', 1, { apsId: 'other', name: 'The other' })
    expect(findings({ types: [type('license', 1), twin] })).toEqual([
      `error observe/two-types: Offer ${guid(1)} has two types in the installation: "Offer 1" (type-1) and "The other" (other).`,
    ])
  })

  it('I2: resource types of one type are an error that names both', () => {
    const twins = [5, 6].map((id) => ({ id, name: `Resource ${id}`, typeId: 'type-1' }))
    expect(findings({ types: [type('license', 1)], resourceTypes: twins })).toEqual([
      `error observe/two-resource-types: Offer ${guid(1)} has two resource types: "Resource 5" (5) and "Resource 6" (6).`,
    ])
  })
})

it('P2: compares the ids that resource types refer by whatever their case', () => {
  const { resourceTypes } = takeInventory(
    emptyInstallation({
      types: [type('license', 1, { apsId: 'ABCDEF' })],
      resourceTypes: [{ id: 5, name: 'One', typeId: 'abcdef' }],
    }),
  )
  expect(resourceTypes.get(guid(1))?.id).toBe(5)
})

it('says so when a type shows no offer id: its property may have another name', () => {
  const nameless = [type('license', 1, { offerId: '' }), type('license', 2, { offerId: '' })]
  const { types, diagnostics } = takeInventory(emptyInstallation({ types: nameless }))
  expect(types.size).toBe(0)
  expect(diagnostics.map(({ code, hint }) => [code, hint?.includes('apsTypes.properties')])).toEqual([
    ['observe/no-offer-id', true],
    ['observe/no-offer-id', true],
  ])
})

it('does not take a resource type for an offer when it refers to anything but a type', () => {
  const settings = { id: 9, name: 'Global Settings', typeId: 'instance' }
  const { resourceTypes, offerOf, diagnostics } = takeInventory(
    emptyInstallation({ types: [type('license', 1)], resourceTypes: [settings] }),
  )
  expect([resourceTypes.size, offerOf.size, diagnostics]).toEqual([0, 0, []])
})

describe('the key of a plan', () => {
  const keysOf = (...plans: ReturnType<typeof planOf>[]) =>
    [...takeInventory(emptyInstallation({ ...world, plans })).plans].map(([key, { id }]) => [key, id])

  it('is its license for the oldest one with exactly that license rate, and its id for every other one', () => {
    expect(keysOf(planOf(50, [1, 3]), planOf(40, [1]), planOf(60, [2]))).toEqual([
      [guid(1), 40],
      ['plan-50', 50],
      [guid(2), 60],
    ])
  })

  it('is its id for one with two licenses, with none, or with resources of something else', () => {
    expect(keysOf(planOf(40, [1, 2]), planOf(41, [3]), planOf(42, [77]))).toEqual([
      ['plan-40', 40],
      ['plan-41', 41],
      ['plan-42', 42],
    ])
  })

  it('goes with a label that tells plans of one name apart', () => {
    const plans = [planOf(40, [1], { name: 'Same' }), planOf(41, [1], { name: 'Same' }), planOf(42, [2])]
    expect([...takeInventory(emptyInstallation({ ...world, plans })).planLabels.values()]).toEqual([
      'Same (40)',
      'Same (41)',
      'Plan 42',
    ])
  })
})

it('knows the category of a resource from any rate that shows one', () => {
  const bare = planOf(40, [1, 3])
  const plans = [{ ...bare, rates: bare.rates.map((rate) => ({ ...rate, category: undefined })) }, planOf(41, [1], {})]
  expect(takeInventory(emptyInstallation({ ...world, plans })).categories).toEqual(
    new Map([
      [guid(1), 'Additional Licenses'],
      [guid(3), undefined],
    ]),
  )
})
