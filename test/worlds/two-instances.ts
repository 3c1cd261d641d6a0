/** Two instances of the application, of which the second is worked on: what it gets has its prefix. */

import { expect } from 'vitest'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { businessPremium } from '../e2e/rig.ts'
import { catalogFile, ids, offer } from './offers.ts'
import type { WorldCase } from './world-case.ts'

const essentials = offer('Office 365 Business Essentials', 'O365_BUSINESS_ESSENTIALS', { id: ids.essentials })

/** The instance that is not worked on. */
function ofTheFirst({ types, templates, plans }: Snapshot): unknown {
  return [
    types.filter(({ instanceId }) => instanceId === 3),
    templates.filter(({ id }) => id === 12),
    plans.filter(({ templateId }) => templateId === 12),
  ]
}

function idsIn({ types, resourceTypes, plans }: Snapshot): Set<unknown> {
  return new Set([...types, ...resourceTypes, ...plans].map(({ id }) => id))
}

export const twoInstances: WorldCase = {
  name: 'two-instances',
  world: () => 'two-instances',
  site: { instance: 4, prefix: 'EU:' },
  holds: ({ before, after }) => {
    expect(ofTheFirst(after)).toEqual(ofTheFirst(before))
    const made = [...after.types, ...after.resourceTypes, ...after.plans].filter(({ id }) => !idsIn(before).has(id))
    expect(made.filter(({ name }) => !name.startsWith('EU:'))).toEqual([])
  },
  addOffers: () => Promise.resolve([businessPremium]),
  addAddons: async () => {
    const security = offer('Office 365 Cloud App Security', 'O365_CAS', { parents: [ids.premium, ids.essentials] })
    return [businessPremium, await catalogFile([essentials, security])]
  },
}
