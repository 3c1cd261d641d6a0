/** A provider with nothing on sale: the KB's example, and a month later an add-on for it. */

import { businessPremium } from '../e2e/rig.ts'
import { catalogFile, ids, offer } from './offers.ts'
import type { WorldCase } from './world-case.ts'

export const smallNew: WorldCase = {
  name: 'small-new',
  world: () => 'small-provider',
  addOffers: () => Promise.resolve([businessPremium]),
  addAddons: async () => {
    const analytics = offer('Office 365 Cloud App Security', 'O365_CAS', { parents: [ids.premium] })
    return [businessPremium, await catalogFile([analytics])]
  },
}
