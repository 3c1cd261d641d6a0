/** A site whose Billing lets nobody write: Operations and the APS bus do their part, people do the rest. */

import { expect } from 'vitest'
import { businessPremium, phoneSystem } from '../e2e/rig.ts'
import { catalogFile, ids, offer } from './offers.ts'
import type { WorldCase } from './world-case.ts'

export const noBillingWrites: WorldCase = {
  name: 'no-billing-writes',
  world: () => 'enterprise-provider',
  site: {
    reads: {},
    ways: { 'license-type': ['aps'], 'addon-type': ['aps'], 'resource-type': ['pem'], 'service-template': ['pem'] },
  },
  holds: ({ writes }) => {
    expect(writes.filter(({ system }) => system === 'billing')).toEqual([])
    expect(new Set(writes.map(({ system }) => system))).toEqual(new Set(['aps', 'operations', 'panel']))
  },
  addOffers: () => Promise.resolve([businessPremium, phoneSystem]),
  addAddons: async () => {
    const analytics = offer('Office 365 MyAnalytics', 'DELVE', { parents: [ids.e1, ids.e3] })
    return [businessPremium, phoneSystem, await catalogFile([analytics])]
  },
}
