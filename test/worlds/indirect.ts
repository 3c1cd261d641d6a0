/** Resellers in tiers, under three versions of the application, and 1,200 of them under one. */

import { manyResellers, type Tiers } from '../plan/many-resellers.ts'
import { catalogFile, ids, offer } from './offers.ts'
import type { WorldCase } from './world-case.ts'
import { shippedWorld, type WorldInput, worldFile } from './world-builder.ts'

const essentials = offer('Office 365 Business Essentials', 'O365_BUSINESS_ESSENTIALS', {
  id: ids.essentials,
  convertsTo: [ids.premium],
  limit: 2,
})
const premium = offer('Office 365 Business Premium', 'O365_BUSINESS_PREMIUM', { id: ids.premium, limit: 2 })
const protection = offer('Exchange Online Advanced Threat Protection', 'ATP_ENTERPRISE', {
  parents: [ids.essentials, ids.premium],
})

/** Business Premium is new and Essentials can be upgraded to it; a month later comes an add-on for both. */
const indirect = {
  site: { policy: { plans: { existing: 'compatible' } } },
  addOffers: async () => [await catalogFile([essentials, premium])],
  addAddons: async () => [await catalogFile([essentials, premium, protection])],
} satisfies Partial<WorldCase>

export const versions: readonly WorldCase[] = ['16.8.4-1234', '18.2-77', '19.2-15'].map((version) => ({
  ...indirect,
  name: `version-${version.replace(/-.*/, '')}`,
  world: async () => {
    const world = await shippedWorld('indirect-provider')
    const instances = world.instances.map((instance) => ({ ...instance, packageVersion: version }))
    return worldFile({ ...world, appVersion: version, instances })
  },
}))

/** In three tiers, all with a copy of the plan that is sold; power resellers have a template of their own. */
export async function withResellers(tiers: Tiers): Promise<WorldInput> {
  const world = await shippedWorld('indirect-provider')
  const many = manyResellers(tiers)
  const [own] = (world.serviceTemplates ?? []).filter(({ ownerId }) => ownerId !== undefined)
  const provider = (world.serviceTemplates ?? []).filter((template) => template !== own)
  const power = many.filter(({ model }) => model === 'power')
  return {
    ...world,
    serviceTemplates: [
      ...provider,
      ...power.map(({ account, name }, index) => ({
        ...own,
        id: 10_000 + index,
        name: `Office 365 by ${name}`,
        ownerId: account,
      })),
    ],
    resellers: many.map(({ account, name, model, parent, priceSyncDisabled }) => ({
      id: account,
      name,
      model,
      priceSyncDisabled,
      ...(parent === undefined ? {} : { parent }),
      delegated: model === 'power' ? [] : [{ plan: 51, copy: 100_000 + account }],
    })),
  }
}

const inTiers = (tiers: Tiers): WorldCase => ({
  ...indirect,
  name: `resellers-${tiers.total}`,
  world: async () => worldFile(await withResellers(tiers)),
})

/** As many as are walked in a few seconds, and as many as a large provider has. */
export const someResellers = inTiers({ total: 70, first: 50, second: 10 })
export const manyResellersWorld = inTiers({ total: 1200, first: 400, second: 400 })
