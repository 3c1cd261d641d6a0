/** A small installation in some state, a plan that brings it to its end, and what that end is. */

import type { Operation, Plan } from '../../src/plan/plan.ts'
import { allSlices, observeSlice, type InstallationReader } from '../../src/resource/observe.ts'
import type { ObservedState } from '../../src/resource/observed-state.ts'
import { siteSchema, type Site } from '../../src/resource/site.ts'
import { guid, nothingThere, planOf } from '../run/rig.ts'
import { ADDON, APPLICATION, INSTANCE, LICENSE, LittleOa, TEMPLATE, typeFields, type Params } from './little-oa.ts'
import type { Random } from './random.ts'

/** OA's limits are minutes; here all of them are as much shorter, so that fewer looks are made in them. */
export const QUARANTINE = 5000

export const site: Site = siteSchema.parse({
  ways: {
    'license-type': ['aps'],
    'addon-type': ['aps'],
    'service-template': ['pem'],
    'service-plan': { create: ['bss'] },
  },
  waits: { quarantineSeconds: QUARANTINE / 1000, readySeconds: QUARANTINE / 1000 },
})

export const application: ObservedState['application'] = {
  ...nothingThere.application,
  ...{ applicationId: APPLICATION, instanceId: INSTANCE, licenseType: LICENSE, addonType: ADDON },
}

/** How far an offer has come before the plan. */
const stages = ['nothing', 'type', 'resource type', 'in the template', 'limited'] as const
type Stage = (typeof stages)[number]
const likely = { nothing: 6, type: 1, 'resource type': 1, 'in the template': 1, limited: 1 }

interface LittleOffer {
  key: string
  name: string
  kind: 'license' | 'addon'
  stage: Stage
}

export interface Scene {
  oa: LittleOa
  plan: Plan
  /** What there must be in the end, as {@link contents} tells it. */
  end: string[]
}

export function randomScene(random: Random): Scene {
  const offers = Array.from({ length: random.int(1, random.int(1, 3)) }, (_, index): LittleOffer => {
    const key = guid(index + 1)
    const kind = index > 0 && random.chance(0.4) ? 'addon' : 'license'
    return { key, name: `Offer ${index + 1}`, kind, stage: random.weighted(likely) }
  })
  const oa = new LittleOa()
  const bare: Params[] = []
  for (const offer of offers) bare.push(put(oa, offer, valueOf(offer, offers)))
  const operations = [
    ...offers.flatMap((offer, index) => typeOperations(offer, offers, bare[index] ?? {})),
    ...offers.flatMap(resourceOperations),
    ...windowOperations(offers),
    ...planOperations(offers, random.chance(0.8)),
  ]
  const check = operation('check', {
    type: 'check',
    action: 'check',
    via: 'read',
    needs: operations.map(({ id }) => id),
  })
  const done = new LittleOa()
  for (const offer of offers) put(done, { ...offer, stage: 'limited' }, valueOf(offer, offers))
  const { name, rates } = operations.find(({ address }) => address?.startsWith('service-plan/'))?.value ?? {}
  if (typeof name === 'string') done.addPlan(name, ratesOf(rates as unknown as Rate[], done))
  return { oa, plan: small([...operations, check]), end: contents(done) }
}

function small(operations: Operation[]): Plan {
  const plan = planOf(operations)
  const { target } = plan
  return { ...plan, target: { ...target, licenseType: LICENSE, addonType: ADDON, templateId: TEMPLATE } }
}

/** Everything that there is, by names and without ids: what is there twice, is in it twice. */
export function contents({ types, resourceTypes, limits, active, plans }: LittleOa): string[] {
  const offerOf = (resource: number): string => {
    const found = resourceTypes.find(({ id }) => id === resource)
    return String(types.find(({ id }) => id === found?.typeId)?.fields['offerId'])
  }
  return [
    ...types.map(({ type, ready, fields }) => `type ${type} ${String(ready)} ${JSON.stringify(sorted(fields))}`),
    ...resourceTypes.map(({ id, name }) => `resource type ${name} for ${offerOf(id)}`),
    ...[...limits].map(([id, limit]) => `limit of ${offerOf(id)}: ${limit}`),
    ...plans.map(({ name, rates }) => `plan ${name} with ${rates.map((rate) => offerOf(rate.resourceId)).join(' ')}`),
    `template active: ${String(active)}`,
  ].sort()
}

function sorted(fields: Params): unknown {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** @returns the value of the type as it is before the plan, which lists no other offer yet */
function put(oa: LittleOa, { name, kind, stage }: LittleOffer, value: Params): Params {
  const reached = stages.indexOf(stage)
  const before = kind === 'license' && stage !== 'limited' ? { ...value, upgrades: [] } : value
  if (reached < 1) return before
  const type = oa.addType(kind === 'license' ? LICENSE : ADDON, typeFields(before))
  if (reached < 2) return before
  const resource = oa.addResourceType(resourceName(name), type)
  if (reached >= 3) oa.limits.set(resource, reached === 3 ? -1 : 0)
  return before
}

const resourceName = (name: string): string => `${name} resource`

function valueOf({ key, name, kind }: LittleOffer, offers: readonly LittleOffer[]): Params {
  const common = { name, offerId: key, provisioningId: 'X', assignable: true }
  const [first, second] = offers.filter((offer) => offer.kind === 'license')
  if (kind === 'addon') return { ...common, parents: [first?.key] }
  // The first license can be upgraded to the second.
  return { ...common, trialOfferId: null, upgrades: key === first?.key && second !== undefined ? [second.key] : [] }
}

function operation(id: string, given: Partial<Operation>): Operation {
  return {
    ...{ id, step: 'step', title: id, label: id, type: 'ensure', action: 'create', via: 'pem', reason: 'a test' },
    ...{ needs: [], sources: [], changes: [], before: null },
    ...given,
  }
}

const has = (offer: LittleOffer, stage: Stage): boolean => stages.indexOf(offer.stage) >= stages.indexOf(stage)
const typeOf = ({ kind, key }: LittleOffer): string => `${kind}-type/${key}`
const resourceOf = ({ key }: LittleOffer): string => `resource-type/${key}`

function typeOperations(offer: LittleOffer, offers: readonly LittleOffer[], before: Params): Operation[] {
  const address = typeOf(offer)
  const value = valueOf(offer, offers) as NonNullable<Operation['value']>
  const listed = (value['parents'] ?? value['upgrades']) as string[]
  const needs = offers.filter((other) => listed.includes(other.key) && !has(other, 'type')).map(typeOf)
  const shared = { address, needs, value, label: offer.name, via: 'aps' as const }
  if (!has(offer, 'type')) return [operation(address, shared)]
  if (JSON.stringify(before) === JSON.stringify(value)) return []
  return [operation(address, { ...shared, action: 'update', before: before as NonNullable<Operation['before']> })]
}

function resourceOperations(offer: LittleOffer): Operation[] {
  if (has(offer, 'resource type')) return []
  const needs = has(offer, 'type') ? [] : [typeOf(offer)]
  const value = { name: resourceName(offer.name), type: typeOf(offer) }
  return [operation(resourceOf(offer), { address: resourceOf(offer), needs, value, label: value.name })]
}

function windowOperations(offers: readonly LittleOffer[]): Operation[] {
  if (offers.every((offer) => has(offer, 'limited'))) return []
  const address = `service-template/${TEMPLATE}`
  const limits = Object.fromEntries(offers.map((offer) => [resourceOf(offer), 0]))
  const present = offers.filter((offer) => has(offer, 'in the template'))
  const before = Object.fromEntries(present.map((offer) => [resourceOf(offer), has(offer, 'limited') ? 0 : -1]))
  const needs = offers.filter((offer) => !has(offer, 'resource type')).map(resourceOf)
  const sync = `template-sync/${TEMPLATE}`
  return [
    operation(address, { address, action: 'update', needs, value: { limits }, before: { limits: before } }),
    operation(sync, {
      ...{ type: 'manual', action: 'sync', address: sync, needs: [address], value: { changed: [] }, via: 'manual' },
      manual: { where: 'here', lines: [] },
    }),
  ]
}

interface Rate {
  resource: string
  included: number
  maximum: number
}

function planOperations(offers: readonly LittleOffer[], isWanted: boolean): Operation[] {
  const [license] = offers
  if (license === undefined || !isWanted) return []
  const rated = [license, ...offers.filter(({ kind }) => kind === 'addon')]
  const fees = { setupFee: '0.00', recurringFee: '0.00' }
  const template = `service-template/${TEMPLATE}`
  const rates = rated.map((offer) => ({ resource: resourceOf(offer), included: 1, minimum: 0, maximum: 300, ...fees }))
  const name = `${license.name} plan`
  const value = { name, template, published: false, periods: [{ length: 1, unit: 'month', ...fees }], rates }
  const address = `service-plan/${license.key}`
  const needs = offers.every((offer) => has(offer, 'limited')) ? [] : [template]
  return [operation(address, { address, needs, value, label: name, via: 'bss' })]
}

function ratesOf(rates: readonly Rate[], { types, resourceTypes }: LittleOa) {
  return rates.map(({ resource, included, maximum }) => {
    const type = types.find(({ fields }) => resource.endsWith(String(fields['offerId'])))
    const found = resourceTypes.find(({ typeId }) => typeId === type?.id)
    return { resourceId: found?.id ?? 0, included, maximum }
  })
}

/** What a command reads before it goes on with a run; which application it is for never changes. */
export async function look(reader: InstallationReader): Promise<ObservedState> {
  const known = { ...nothingThere, application }
  const parts = await Promise.all(allSlices.map((slice) => observeSlice(reader, site, known, slice)))
  return Object.assign({ ...known }, ...parts) as ObservedState
}
