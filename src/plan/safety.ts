/** The safety rules: what each counts in a plan, and up to where it goes without a word. One list, one file. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Json } from '../lib/json.ts'
import { count, firstFew } from '../lib/text.ts'
import { findKind } from '../resource/kinds.ts'
import type { SafetyCaps } from '../resource/safety-config.ts'
import type { SafetyRuleName } from '../resource/safety-rule-names.ts'
import type { Touched } from '../resource/touched.ts'
import type { Operation, Plan } from './plan.ts'
import { isForReseller } from './reseller-block.ts'
import { priceChanges } from './price-changes.ts'

interface SafetyRule {
  name: SafetyRuleName
  /** What it counts, for people. */
  counts: string
  /** Why it is there. */
  source: string
  /** What counts, each by what people call it; undefined where it cannot be counted. */
  find: (plan: Plan, touched: Touched) => readonly string[] | undefined
}

/** A rule that a plan goes beyond. */
export interface SafetyBreach {
  rule: SafetyRuleName
  /** What must be typed, or given by flag, to go on. */
  count: number
  cap: number
  message: string
}

export const safetyRules: readonly SafetyRule[] = [
  {
    name: 'objects-created',
    counts: 'new objects',
    source: 'a slip in the selection',
    find: ({ operations }) => operations.filter(({ action }) => action === 'create').map(({ label }) => label),
  },
  {
    name: 'objects-changed',
    counts: 'existing objects changed',
    source: 'a slip in the selection or the catalog',
    find: (plan) => changedObjects(plan).map(({ label }) => label),
  },
  {
    name: 'plans-changed',
    counts: 'existing service plans changed',
    source: 'KB 126207, B6: only the plans of the parents change',
    find: (plan) =>
      changedObjects(plan)
        .filter(({ address }) => address?.startsWith('service-plan/'))
        .map(({ label }) => label),
  },
  {
    name: 'subscriptions-touched',
    counts: 'subscriptions that the synchronisations touch',
    source: 'KB 123749; Provider\'s Guide, "Synchronizing Subscriptions From Plan"',
    find: (_plan, { subscriptions }) =>
      subscriptions === undefined ? undefined : [...subscriptions].map((id) => `subscription ${id}`),
  },
  {
    name: 'price-changes',
    counts: 'prices changed in existing plans',
    source: 'prices are business decisions, never a side effect',
    find: ({ operations }) => operations.flatMap(priceChanges),
  },
  {
    name: 'unlimited-limits',
    counts: 'limits or rates set to -1 (unlimited)',
    source: 'rule I8; KB 115453: orders fail, or a customer takes what he likes',
    find: ({ operations }) => operations.flatMap(unlimited),
  },
  {
    name: 'open-orders',
    counts: 'open orders while the template is changed and synchronised',
    source: 'KB 9311: a synchronisation silently skips them',
    find: ({ operations }, { openOrders }) =>
      operations.some(({ action }) => action === 'sync') ? openOrders?.map(({ number }) => `order ${number}`) : [],
  },
]

/** @returns the rules that the plan goes beyond, each with what was counted */
export function findBreaches(plan: Plan, touched: Touched, caps: SafetyCaps): SafetyBreach[] {
  return safetyRules.flatMap(({ name, counts, find }) => {
    const found = find(plan, touched)
    const cap = caps[name]
    if (found === undefined || found.length <= cap) return []
    const message = `${found.length} ${counts}, and the cap is ${cap}: ${firstFew([...found])}.`
    return [{ rule: name, count: found.length, cap, message }]
  })
}

/** What is shown with the plan: whom it touches, what could not be counted, and which rules it goes beyond. */
export function safetyDiagnostics(plan: Plan, touched: Touched, caps: SafetyCaps): Diagnostic[] {
  return [
    ...whomItTouches(touched),
    ...findBreaches(plan, touched, caps).map(({ rule, count: counted, message }): Diagnostic => ({
      severity: 'warning',
      code: `safety/${rule}`,
      message,
      hint: `It is not applied without --allow ${rule}=${counted}, or ${counted} typed at the question.`,
    })),
  ]
}

function whomItTouches({ subscriptions, why, openOrders }: Touched): Diagnostic[] {
  if (subscriptions?.size === 0) return []
  const told: Diagnostic =
    subscriptions === undefined
      ? {
          severity: 'warning',
          code: 'safety/not-counted',
          message: `How many subscriptions the synchronisations touch cannot be counted: ${why ?? 'Billing does not tell'}`,
          hint: 'Look in Billing before you synchronise: Products > Service Plans, the plan, Subscriptions.',
        }
      : {
          severity: 'info',
          code: 'safety/touched',
          message: `The synchronisations touch ${count(subscriptions.size, 'subscription')}.`,
        }
  if (openOrders !== undefined) return [told]
  return [
    told,
    {
      severity: 'warning',
      code: 'safety/orders-not-counted',
      message: 'Open orders cannot be counted: no documented read tells them.',
      hint: 'Before each synchronisation finish or cancel open upgrade and downgrade orders: their resources are skipped silently (KB 9311). reads.openOrders allows a read that is not documented.',
    },
  ]
}

/**
 * Updates of what was there before this plan; categories only grow, and what a plan made it may complete. What a person
 * does at one reseller after the other is no slip, and would only hide one at the provider.
 */
function changedObjects({ operations }: Plan): Operation[] {
  const created = new Set(operations.flatMap(({ action, address }) => (action === 'create' ? [address] : [])))
  const changed = operations.filter((operation) => {
    const { action, address, before } = operation
    if (action !== 'update' || before === null || isForReseller(operation)) return false
    return !created.has(address) && isResource(address)
  })
  return [...new Map(changed.map((operation) => [operation.address, operation])).values()]
}

function isResource(address: string | undefined): boolean {
  return address !== undefined && findKind(address.slice(0, address.indexOf('/'))) !== undefined
}

type Rate = Record<string, Json> & { resource: string }

const AMOUNTS = ['included', 'minimum', 'maximum']

/** Every -1 in a limit or an amount that was not there before. */
function unlimited({ label, value, before }: Operation): string[] {
  const limits = Object.entries((value?.['limits'] ?? {}) as Record<string, Json>)
  const old = (before?.['limits'] ?? {}) as Record<string, Json>
  const inTemplate = limits.flatMap(([resource, limit]) =>
    limit === -1 && old[resource] !== -1 ? [`${resource} in ${label}`] : [],
  )
  const known = new Set(ratesOf(before).map((rate) => JSON.stringify(rate)))
  const inRates = ratesOf(value).flatMap((rate) =>
    known.has(JSON.stringify(rate))
      ? []
      : AMOUNTS.flatMap((amount) => (rate[amount] === -1 ? [`${amount} of ${rate.resource} in ${label}`] : [])),
  )
  return [...inTemplate, ...inRates]
}

function ratesOf(value: Operation['before'] | undefined): Rate[] {
  const rates = value?.['rates']
  return Array.isArray(rates) ? (rates as Rate[]) : []
}
