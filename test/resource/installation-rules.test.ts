/** Each rule about an installation, with a world that breaks it and one that does not. */

import { expect, it } from 'vitest'
import { checkInstallation, installationRules } from '../../src/resource/installation-rules.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import type { ObservedState } from '../../src/resource/observed-state.ts'
import { emptyInstallation, guid, planOf, sold, type } from '../plan/small-world.ts'

const license = type('license', 1, { name: 'E3' })
const other = type('license', 2, { name: 'E5' })
const phone = type('addon', 3, { name: 'Phone', parents: [guid(1)] })
const calling = type('addon', 4, { name: 'Calling', parents: [guid(3)] })
const good = sold(license, other, phone, calling)

const found = (given: Partial<ObservedState>) => {
  const observed = emptyInstallation({ ...good, ...given })
  return checkInstallation({ observed, inventory: takeInventory(observed) }).map(
    ({ rule, address, message }) => `${rule} ${address}: ${message}`,
  )
}
const withRate = (plan: ReturnType<typeof planOf>, rate: object) => ({
  plans: [{ ...plan, rates: plan.rates.map((each) => ({ ...each, ...rate })) }],
})

it('a good installation breaks none', () => {
  expect(found({ plans: [planOf(40, [1]), planOf(41, [2]), planOf(42, [1, 3, 4])] })).toEqual([])
})

it.each([
  ['I1', { types: [license, type('license', 1, { apsId: 'twin' })] }, `license-type/${guid(1)}`],
  [
    'I2',
    { resourceTypes: [...(good.resourceTypes ?? []), { id: 900, name: 'Twin', typeId: 'type-1' }] },
    `resource-type/${guid(1)}`,
  ],
  ['I4', { types: [license, other, phone, { ...calling, parents: [guid(4), guid(77)] }] }, `addon-type/${guid(4)}`],
  ['I5', { plans: [planOf(42, [1, 4])] }, `service-plan/${guid(1)}`],
  [
    'I8',
    {
      template: {
        ...emptyInstallation().template,
        limits: new Map([...(good.template?.limits ?? []), [101, -1] as const]),
      },
    },
    `resource-type/${guid(1)}`,
  ],
  ['I9', { template: { ...(good.template ?? emptyInstallation().template), active: false } }, 'service-template/12'],
  [
    'I11',
    { template: { ...emptyInstallation().template, limits: new Map([[102, 0]]) }, plans: [planOf(40, [1])] },
    `service-plan/${guid(1)}`,
  ],
  ['I12', withRate(planOf(40, [1]), { minimum: 5, included: 1 }), `service-plan/${guid(1)}`],
  ['I12', withRate(planOf(40, [1]), { minimum: 5, included: 0, maximum: 3 }), `service-plan/${guid(1)}`],
  ['I14', { types: [{ ...license, upgrades: [guid(1)] }, other, phone, calling] }, `license-type/${guid(1)}`],
  ['I14', { types: [{ ...license, upgrades: [guid(3)] }, other, phone, calling] }, `license-type/${guid(1)}`],
] satisfies [string, Partial<ObservedState>, string][])('%s: it is told with its address', (rule, given, address) => {
  const all = found(given)
  expect(all.filter((each) => each.startsWith(`${rule} ${address}: `))).toHaveLength(1)
  expect(all.filter((each) => !each.startsWith(`${rule} `))).toEqual([])
})

it('P1: a plan with an add-on of an add-on lacks every ancestor that is not there', () => {
  expect(found({ plans: [planOf(42, [1, 4])] }).join()).toContain(
    'The rate of Calling has no rates for a complete chain',
  )
})

it('every rule has a test above', () => {
  expect(installationRules.map(({ rule }) => rule)).toEqual(['I1', 'I4', 'I5', 'I8', 'I9', 'I11', 'I12', 'I14'])
})
