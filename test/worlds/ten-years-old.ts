/**
 * A provider of ten years: 20 Licenses and 40 add-ons under names of people's own, 60 plans, three duplicates, an add-on
 * type whose parents nobody kept up to date. Then E5 comes, with an add-on that old plans can take; then Phone System.
 */

import { expect } from 'vitest'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { catalogFile, ids, offer, type NamedOffer } from './offers.ts'
import type { Deeds, WorldCase } from './world-case.ts'
import {
  planIn,
  resourceIdOf,
  type SetUp,
  shippedWorld,
  type WorldInput,
  withOffers,
  worldFile,
} from './world-builder.ts'

const editions = [
  { words: '', short: '', suffix: '' },
  { words: ' (Government Pricing)', short: ' GOV', suffix: '_GOV' },
  { words: ' (Nonprofit Staff Pricing)', short: ' npo', suffix: '_NPO' },
  { words: ' for faculty', short: ' edu', suffix: '_FACULTY' },
] as const

interface Product {
  name: string
  /** What people here call it. */
  short: string
  provisioningId: string
  /** The real id, which the first edition has. */
  id?: string
  perGigabyte?: boolean
  /** Of an add-on: the Licenses that it is sold under, by their short names. */
  under?: readonly string[]
}

const licenses: readonly Product[] = [
  { name: 'Exchange Online (Plan 1)', short: 'EXO1', provisioningId: 'EXCHANGESTANDARD' },
  {
    name: 'Office 365 Business Essentials',
    short: 'Essentials',
    provisioningId: 'O365_BUSINESS_ESSENTIALS',
    id: ids.essentials,
  },
  { name: 'Office 365 Enterprise E1', short: 'E1', provisioningId: 'STANDARDPACK', id: ids.e1 },
  { name: 'Office 365 Enterprise E3', short: 'E3', provisioningId: 'ENTERPRISEPACK', id: ids.e3 },
  { name: 'Skype for Business Online (Plan 2)', short: 'Skype2', provisioningId: 'MCOSTANDARD', id: ids.skype },
]

const addons: readonly Product[] = [
  {
    name: 'Exchange Online Archiving',
    short: 'Archive',
    provisioningId: 'EXCHANGEARCHIVE_ADDON',
    under: ['EXO1', 'Essentials', 'E1'],
  },
  {
    name: 'Advanced Threat Protection',
    short: 'ATP',
    provisioningId: 'ATP_ENTERPRISE',
    under: ['EXO1', 'Essentials', 'E1', 'E3'],
  },
  {
    name: 'Extra File Storage',
    short: 'Disk',
    provisioningId: 'SHAREPOINTSTORAGE',
    under: ['Essentials', 'E1', 'E3'],
    perGigabyte: true,
  },
  { name: 'Audio Conferencing', short: 'Audio', provisioningId: 'MCOMEETADV', under: ['E1', 'E3', 'Skype2'] },
  { name: 'Domestic Calling Plan', short: 'Calls', provisioningId: 'MCOPSTN1', under: ['E3'] },
  { name: 'Advanced eDiscovery', short: 'eDisc', provisioningId: 'EQUIVIO_ANALYTICS', under: ['E3'] },
  { name: 'Cloud App Security', short: 'CAS', provisioningId: 'O365_CAS', under: ['E1', 'E3'] },
  { name: 'MyAnalytics', short: 'Delve', provisioningId: 'DELVE', under: ['E1', 'E3'] },
  { name: 'Customer Lockbox', short: 'Lockbox', provisioningId: 'LOCKBOX', under: ['E3'] },
  { name: 'Data Loss Prevention', short: 'DLP', provisioningId: 'EXCHANGEDLP', under: ['EXO1', 'Essentials', 'E1'] },
]

interface Sold extends SetUp {
  product: Product
  edition: (typeof editions)[number]
}

function soldOf(product: Product, edition: (typeof editions)[number], parents: readonly string[]): Sold {
  const own = edition.words === '' && product.id !== undefined ? { id: product.id } : {}
  return {
    product,
    edition,
    offer: offer(`${product.name}${edition.words}`, `${product.provisioningId}${edition.suffix}`, {
      ...own,
      parents,
      perGigabyte: product.perGigabyte ?? false,
    }),
    typeName: `O365 ${product.short}${edition.short}`,
    resourceName: `Seat ${product.short}${edition.short}`,
  }
}

const soldLicenses = editions.flatMap((edition) => licenses.map((product) => soldOf(product, edition, [])))
const soldAddons = editions.flatMap((edition) =>
  addons.map((product) => {
    const parents = soldLicenses.filter(
      (each) => each.edition === edition && product.under?.includes(each.product.short),
    )
    return soldOf(
      product,
      edition,
      parents.map(({ offer: { id } }) => id),
    )
  }),
)
const sold = [...soldLicenses, ...soldAddons]

const phone = offer('Phone System', 'MCOEV', { id: ids.phone, parents: [ids.skype, ids.e1, ids.e3] })
const e5 = offer('Office 365 Enterprise E5', 'ENTERPRISEPREMIUM')
const compliance = offer('Office 365 Advanced Compliance', 'EQUIVIO_COMPLIANCE', { parents: [ids.e3, e5.id] })

/** What Microsoft says now: E3 can become E5, and calls need Phone System, which nobody here knew. */
const catalog: readonly NamedOffer[] = [
  ...sold.map(({ offer: each, product }) =>
    each.id === ids.e3
      ? { ...each, convertsTo: [e5.id] }
      : product.short === 'Calls' && each.parents.includes(ids.e3)
        ? { ...each, parents: [phone.id, e5.id] }
        : each,
  ),
  e5,
  compliance,
  phone,
]

/** Three plans for each License; of its add-ons each has some. */
function plans(): NonNullable<WorldInput['plans']> {
  const kinds = [
    { words: 'monthly', unit: 'month', fee: 8 },
    { words: 'yearly', unit: 'year', fee: 90 },
    { words: '2012 (do not sell)', unit: 'month', fee: 9.5 },
  ] as const
  return soldLicenses.flatMap((license, row) =>
    kinds.map(({ words, ...terms }, kind) => {
      const own = soldAddons.flatMap((each, index) =>
        each.offer.parents.includes(license.offer.id) && index % 3 !== kind ? [licensesCount + index] : [],
      )
      const name = `${license.product.short}${license.edition.short} ${words}`
      return planIn(100 + row * kinds.length + kind, name, terms, [row, ...own].map(resourceIdOf))
    }),
  )
}
const licensesCount = soldLicenses.length

/** Made twice by different people: a License type, an add-on type, and a resource type. */
function withDuplicates(world: WorldInput): WorldInput {
  const [license] = world.licenseTypes ?? []
  const [addon] = world.addonTypes ?? []
  const seat = world.resourceTypes?.find(({ name }) => name === 'Seat Lockbox npo')
  if (license === undefined || addon === undefined || seat === undefined) throw new Error('nothing to duplicate')
  return {
    ...world,
    licenseTypes: [
      ...(world.licenseTypes ?? []),
      { ...license, apsId: `${license.apsId.slice(0, -4)}d001`, name: 'Exchange P1 (copy)' },
    ],
    addonTypes: [
      ...(world.addonTypes ?? []),
      { ...addon, apsId: `${addon.apsId.slice(0, -4)}d002`, name: 'Archive NEW' },
    ],
    resourceTypes: [...(world.resourceTypes ?? []), { ...seat, id: 1_002_000, name: 'Lockbox npo again' }],
  }
}

export const tenYearsOld: WorldCase = {
  name: 'ten-years-old',
  world: async () => {
    const base = await shippedWorld('small-provider')
    const world = withDuplicates(withOffers(base, sold, 'Additional Licenses'))
    return worldFile({ ...world, name: 'ten-years-old', plans: [...(base.plans ?? []), ...plans()] })
  },
  site: { policy: { plans: { existing: 'compatible' } } },
  addOffers: async () => [await catalogFile(catalog), '--offer', e5.id, '--offer', compliance.id],
  addAddons: async () => [await catalogFile(catalog), '--offer', 'Phone System'],
  holds: ({ procedure, before, after }) => {
    const twice = (state: Snapshot) =>
      state.types.filter(({ name }) => name === 'Exchange P1 (copy)' || name === 'Archive NEW')
    expect(twice(after)).toEqual(twice(before))
    if (procedure === 'add-addons') expectPhoneSystem({ before, after })
  },
}

/** The KB's example names the plans of its three parents; here are three of each, and fifty-one others. */
function expectPhoneSystem({ before, after }: Pick<Deeds, 'before' | 'after'>): void {
  const added = after.resourceTypes.find(({ name }) => name === 'Phone System')?.id
  const ofParents = before.plans
    .filter(({ name }) => /^(E1|E3|Skype2) (monthly|yearly|2012)/.test(name))
    .map(({ id }) => id)
  expect(ofParents).toHaveLength(9)
  for (const old of before.plans) {
    const { rates, ...rest } = after.plans.find(({ id }) => id === old.id) ?? old
    const { rates: oldRates, ...oldRest } = old
    expect(JSON.stringify(rest)).toBe(JSON.stringify(oldRest))
    const fresh = rates.slice(oldRates.length).map(({ resourceId }) => resourceId)
    expect(fresh, old.name).toEqual(ofParents.includes(old.id) ? [added] : [])
  }
  const syncs = after.syncs.slice(before.syncs.length)
  expect(syncs.map(({ what, ids: of }) => [what, ...of])).toEqual([
    ['template', 12],
    ...ofParents.map((id) => ['plan', id]),
    ['store'],
  ])
  expect(syncs[0]?.resourceIds).toEqual([added])
}
