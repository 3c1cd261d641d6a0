/** A catalog and an installation as plain data, for everything that is planned without calling anybody. */

import { join } from 'node:path'
import { existsSync } from 'node:fs'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import { sellableOffers, type Sellable } from '../../src/catalog/sellable.ts'
import { buildOfferGraph, type OfferGraph } from '../../src/graph/offer-graph.ts'
import { selectOffers, type Selection } from '../../src/graph/selection.ts'
import type { Diagnostic } from '../../src/lib/diagnostic.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import { targetOf } from '../../src/onboard/target.ts'
import { buildPlan } from '../../src/plan/build-plan.ts'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { reachOfNewOffers } from '../../src/resource/plan-reach.ts'
import type { PriceBook } from '../../src/resource/price-book.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import type { ObservedPlan, ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { selectAddons } from '../../src/resource/select-addons.ts'
import { siteSchema, type Site } from '../../src/resource/site.ts'
import { findShared, type WishContext } from '../../src/resource/wish-context.ts'
import { loadOfferRunbook } from '../../src/runbook/load-runbook.ts'
import type { OfferRunbook } from '../../src/runbook/runbook.ts'

/** The n-th test GUID. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

export type GivenOffer = Partial<Omit<Offer, 'id' | 'parents' | 'convertsTo'>> & {
  parents?: readonly number[]
  convertsTo?: readonly number[]
}

/** A plain license, or an add-on where parents are given. */
export function offer(number: number, { parents = [], convertsTo = [], ...given }: GivenOffer = {}): Offer {
  return {
    id: guid(number),
    name: `Offer ${number}`,
    kind: parents.length > 0 ? 'addon' : 'license',
    provisioningId: `PROV_${number}`,
    duration: '1 Year',
    billingFrequencies: ['annual', 'monthly'],
    minSeats: 1,
    maxSeats: 300,
    limit: undefined,
    limitScope: undefined,
    perGigabyte: false,
    description: '',
    countries: [],
    productId: undefined,
    segment: undefined,
    prices: [],
    priceChange: undefined,
    validFrom: undefined,
    validTo: undefined,
    at: { file: 'small.csv', line: number + 1 },
    origins: {},
    ...given,
    parents: parents.map(guid),
    convertsTo: convertsTo.map(guid),
  }
}

export function catalogOf(...offers: readonly Offer[]): Catalog {
  const sorted = [...offers].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { offers: new Map(sorted.map((entry) => [entry.id, entry])), files: ['small.csv'], diagnostics: [] }
}

export function graphOf(catalog: Catalog): { sellable: Sellable; graph: OfferGraph } {
  const sellable = sellableOffers(catalog)
  return { sellable, graph: buildOfferGraph(catalog, sellable) }
}

export function select(catalog: Catalog, wanted: readonly string[], onboarded: Iterable<string> = []): Selection {
  return selectOffers({ catalog, ...graphOf(catalog), wanted, onboarded: new Set(onboarded) })
}

/** A site's part of a configuration, with all its defaults. */
export function site(given: Record<string, unknown> = {}): Site {
  return siteSchema.parse(given)
}

/** An installation with the application, an active template, and nothing on sale. */
export function emptyInstallation(given: Partial<ObservedState> = {}): ObservedState {
  return {
    application: {
      applicationId: 17,
      instanceId: 3,
      resourceId: 'instance',
      version: '16.8.4-1234',
      status: 'Ready',
      licenseType: 'http://www.parallels.com/Office365/License/2.1',
      addonType: 'http://www.parallels.com/Office365/Addon/2.1',
    },
    types: [],
    resourceTypes: [],
    template: { id: 12, name: 'Office 365', active: true, limits: new Map([[1, -1]]) },
    plans: [],
    salesCategories: undefined,
    customerManagement: undefined,
    resellerPlans: undefined,
    resellerTemplates: new Map(),
    ...given,
  }
}

export function withVersion(version: string): ObservedState {
  const state = emptyInstallation()
  return { ...state, application: { ...state.application, version } }
}

/** A type as the installation shows it; its offer is the n-th. */
export function type(kind: 'license' | 'addon', number: number, given: Partial<ObservedType> = {}): ObservedType {
  return {
    kind,
    apsId: `type-${number}`,
    name: `Offer ${number}`,
    offerId: guid(number),
    trialOfferId: null,
    provisioningId: `PROV_${number}`,
    assignable: true,
    upgrades: [],
    parents: [],
    ready: true,
    ...given,
  }
}

/** Everything about the given types that makes them sellable: resource types 100 + n, all in the template. */
export function sold(...types: readonly ObservedType[]): Partial<ObservedState> {
  const resourceTypes = types.map(({ apsId, offerId, name }) => ({ id: resourceId(offerId), name, typeId: apsId }))
  const limits = new Map([[1, -1], ...resourceTypes.map(({ id }) => [id, 0] as const)])
  return { types, resourceTypes, template: { id: 12, name: 'Office 365', active: true, limits } }
}

function resourceId(offerId: string): number {
  return 100 + parseInt(offerId.slice(-12), 16)
}

/** A published plan with rates for the n-th offers, each in a category. */
export function planOf(id: number, numbers: readonly number[], given: Partial<ObservedPlan> = {}): ObservedPlan {
  return {
    id,
    name: `Plan ${id}`,
    published: true,
    periods: [{ length: 1, unit: 'month', setupFee: '0.00', recurringFee: '12.50' }],
    rates: numbers.map((number) => ({
      resourceId: 100 + number,
      included: 1,
      minimum: 1,
      maximum: 300,
      setupFee: '0.00',
      recurringFee: '12.50',
      category: 'Additional Licenses',
    })),
    ...given,
  }
}

export interface World {
  catalog: Catalog
  observed?: ObservedState
  site?: Site
  wanted?: readonly string[]
  /** For add-ons: the plans named. */
  plans?: readonly string[]
  prices?: PriceBook
  runbook?: OfferRunbook
}

/** The context of a plan, and what was told on the way; what was wanted must be clear. */
export function contextOf({ catalog, observed = emptyInstallation(), site: given = site(), ...rest }: World): {
  context: WishContext
  selection: { diagnostics: readonly Diagnostic[] }
} {
  const { wanted = [], plans = [], runbook = shippedRunbook, prices } = rest
  const { sellable, graph } = graphOf(catalog)
  const inventory = takeInventory(observed)
  const policy = given.policy.plans
  const request = { catalog, sellable, graph, observed, inventory, wanted }
  const shared = findShared(sellable.offers.values())
  const common = { catalog, sellable, graph, site: given, observed, inventory, shared, prices }
  if (runbook.brings === 'addons') {
    const selection = selectAddons({ ...request, policy, plans })
    return { context: { ...common, selected: selection.selected, reach: selection.reach }, selection }
  }
  const selection = selectOffers({ ...request, onboarded: new Set(inventory.types.keys()) })
  const { reach, diagnostics } = reachOfNewOffers(policy, observed, selection.offers.keys())
  return {
    context: { ...common, selected: selection.offers, reach },
    selection: { diagnostics: [...selection.diagnostics, ...diagnostics] },
  }
}

export const shippedRunbook = await loadOfferRunbook(join(packageRoot, 'runbooks', 'add-offers.yaml'))
export const addonRunbook = await loadOfferRunbook(join(packageRoot, 'runbooks', 'add-addons.yaml'))

export function plan(world: World): Plan {
  const { context } = contextOf(world)
  const installation = { name: 'test', endpoint: 'https://oa.example/', site: context.site }
  const { runbook = { ...shippedRunbook, file: 'runbooks/add-offers.yaml' } } = world
  return buildPlan({ runbook, context, target: targetOf(installation, context.observed), diagnostics: [] })
}

/** The operations on an address, in order. */
export function at({ operations }: Plan, address: string): Operation[] {
  return operations.filter((operation) => operation.address === address)
}

export function sample(name: string): Promise<Catalog> {
  return loadCatalog([join(packageRoot, 'catalog-samples', name)])
}

const matrix = join(packageRoot, '..', 'shared', 'data', 'offermatrix_US_2019-01-11.csv')
export const noMatrix = !existsSync(matrix)
export const realTitle = noMatrix ? 'real matrix: SKIPPED, the shared data is absent' : 'real matrix'

export function realMatrix(): Promise<Catalog> {
  return loadCatalog([matrix])
}
