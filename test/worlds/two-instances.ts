/** Two instances of the application, of which the second is worked on: what it gets has its prefix. */

import { businessPremium } from '../e2e/rig.ts'
import { catalogFile, ids, offer } from './offers.ts'
import type { WorldCase } from './world-case.ts'

const essentials = offer('Office 365 Business Essentials', 'O365_BUSINESS_ESSENTIALS', { id: ids.essentials })

export const twoInstances: WorldCase = {
  name: 'two-instances',
  world: () => 'two-instances',
  site: { instance: 4, prefix: 'EU:' },
  addOffers: () => Promise.resolve([businessPremium]),
  addAddons: async () => {
    const security = offer('Office 365 Cloud App Security', 'O365_CAS', { parents: [ids.premium, ids.essentials] })
    return [businessPremium, await catalogFile([essentials, security])]
  },
}
