/** An installation can know more than the catalog, and old plans can take what nobody named a license for. */

import { expect, it } from 'vitest'
import { sellableOffers } from '../../src/catalog/sellable.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import { withInstalledIds } from '../../src/resource/installed-ids.ts'
import { at, catalogOf, emptyInstallation, guid, offer, plan, planOf, site, sold, type } from '../plan/small-world.ts'

it('an onboarded offer needs no Provisioning ID from the catalog', () => {
  const catalog = catalogOf(offer(1, { provisioningId: undefined }), offer(2, { provisioningId: undefined }))
  const inventory = takeInventory(emptyInstallation(sold(type('license', 1, { provisioningId: 'KNOWN' }))))
  const filled = withInstalledIds(catalog, inventory)
  expect(filled.offers.get(guid(1))?.provisioningId).toBe('KNOWN')
  expect([...sellableOffers(filled).offers.keys()]).toEqual([guid(1)])
  expect(catalog.offers.get(guid(1))?.provisioningId).toBeUndefined()
})

it('a Provisioning ID of the catalog is never overruled', () => {
  const inventory = takeInventory(emptyInstallation(sold(type('license', 1, { provisioningId: 'OLD' }))))
  expect(withInstalledIds(catalogOf(offer(1)), inventory).offers.get(guid(1))?.provisioningId).toBe('PROV_1')
})

const catalog = catalogOf(offer(1), offer(2), offer(5, { parents: [1] }))
const observed = emptyInstallation({ ...sold(type('license', 1), type('license', 2)), plans: [planOf(51, [1])] })

it('an add-on that is asked for alone gets its rate in the old plan it belongs to, where the policy says so', () => {
  const made = plan({
    catalog,
    observed,
    wanted: [guid(5)],
    site: site({ policy: { plans: { existing: 'compatible' } } }),
  })
  const [operation] = at(made, `service-plan/${guid(1)}`)
  expect(operation).toMatchObject({ action: 'update', label: 'Plan 51' })
  expect(operation?.changes.map(({ field }) => field)).toEqual(['rates'])
  expect(at(made, `plan-sync/${guid(1)}`)).toHaveLength(1)
})

it('and nowhere else, nor without that policy', () => {
  const made = plan({ catalog, observed, wanted: [guid(5)] })
  expect(made.operations.filter(({ address }) => address?.startsWith('service-plan/'))).toEqual([])
})

it('an add-on type is never left without a parent', () => {
  const orphaned = emptyInstallation(sold(type('license', 2), type('addon', 5, { parents: [guid(2)] })))
  expect(at(plan({ catalog, observed: orphaned, wanted: [guid(2)] }), `addon-type/${guid(5)}`)).toEqual([])
})
