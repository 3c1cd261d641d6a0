/** How an operation stands against what is read: done, as the plan saw it, neither, or past telling. */

import { expect, it } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import type { ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { checkFresh } from '../../src/run/check-fresh.ts'
import { standingOf } from '../../src/run/standing.ts'
import { guid, manualOperation, nothingThere, observedType, planOf, typeOperation } from './rig.ts'

const withTypes = (...types: ObservedType[]): ObservedState => ({ ...nothingThere, types })
const standing = (operation: Operation, observed: ObservedState) =>
  standingOf(operation, observed, takeInventory(observed))

const sales: Operation = {
  ...manualOperation(2),
  action: 'update',
  address: 'sales-category/Office 365',
  value: { plans: [`service-plan/${guid(1)}`] },
}

it.each<[string, Operation, ObservedState, string]>([
  ['nothing there, as planned', typeOperation(1), nothingThere, 'as-planned'],
  ['there as wished', typeOperation(1), withTypes(observedType()), 'fulfilled'],
  ['there in another way', typeOperation(1), withTypes(observedType({ provisioningId: 'Y' })), 'different'],
  ['another object only', typeOperation(1), withTypes(observedType({ offerId: guid(2) })), 'as-planned'],
  ['work without an object', manualOperation(1), nothingThere, 'unreadable'],
  ['a slice that the site does not let us read', sales, { ...nothingThere, salesCategories: undefined }, 'unreadable'],
])('%s: %s', (_, operation, observed, expected) => {
  expect(standing(operation, observed)).toBe(expected)
})

it('an update is as planned only while the old value stands', () => {
  const { value = {} } = typeOperation(1)
  const update: Operation = { ...typeOperation(1), action: 'update', before: { ...value, upgrades: [guid(7)] } }
  expect(standing(update, withTypes(observedType({ upgrades: [guid(7)] })))).toBe('as-planned')
  expect(standing(update, withTypes(observedType({ upgrades: [guid(8)] })))).toBe('different')
  expect(standing(update, withTypes(observedType()))).toBe('fulfilled')
  expect(standing(update, nothingThere)).toBe('different')
})

it('a plan from a file is stale once anything of it is done, or changed by somebody', () => {
  const plan = planOf([typeOperation(1), typeOperation(3), manualOperation(2)])
  expect(() => {
    checkFresh(plan, nothingThere)
  }).not.toThrow()
  for (const found of [observedType(), observedType({ provisioningId: 'Y' })])
    expect(() => {
      checkFresh(plan, withTypes(found))
    }).toThrow('No longer what the plan saw: license type "Operation 1".')
})

it('the second operation on one object is not held against the plan', () => {
  const first = typeOperation(1)
  const second = { ...typeOperation(1, [1]), id: 'second', action: 'update' as const, before: { upgrades: ['later'] } }
  expect(() => {
    checkFresh(planOf([first, second]), nothingThere)
  }).not.toThrow()
})
