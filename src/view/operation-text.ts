/** One operation in a line: what becomes of which object, in names rather than ids. */

import type { Json } from '../lib/json.ts'
import { count } from '../lib/text.ts'
import { printable } from '../lib/printable.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { findKind } from '../resource/kinds.ts'
import { findSync } from '../resource/syncs.ts'

export const marks: Record<Operation['action'], string> = { create: '+', update: '~', sync: '>', do: '>', check: '?' }

/** The kind of thing an operation is about, in a word that leaves room for the rest of the line. */
export function wordFor({ address, action }: Operation): string {
  const name = address?.slice(0, address.indexOf('/')) ?? ''
  return (
    findKind(name)?.word ??
    findSync(name)?.word ??
    (action === 'sync' ? 'sync' : action === 'check' ? 'check' : 'to do')
  )
}

/** The changed fields in a few words each; ids only where everything is asked for. */
export function detailOf(operation: Operation, plan: Plan, everything = false): string {
  if (operation.type === 'check' || operation.action === 'do') return ''
  if (operation.action === 'sync') return printable(operation.reason)
  const shown = operation.changes
    .filter(({ field }) => everything || field !== 'offerId')
    .sort((a, b) => Number(a.field === 'assignable') - Number(b.field === 'assignable'))
  const parts = shown.flatMap(({ field, from, to }) => describeField(field, from, to, plan))
  const rates = everything
    ? shown.flatMap(({ field, from, to }) => (field === 'rates' ? rateList(from, to, plan) : []))
    : []
  return printable([...parts, ...rates].filter((part) => part !== '').join(', '))
}

type Describe = (from: Json | undefined, to: Json, plan: Plan) => string[]

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Fields that say more in their own words; the rest is shown as name and value. */
const describers: Record<string, Describe> = {
  name: () => [],
  offerId: (_from, to) => [text(to)],
  provisioningId: (from, to) => [arrow(from, text(to))],
  trialOfferId: (_from, to, plan) => (to === null ? [] : [`trial: ${plan.names[text(to)] ?? text(to)}`]),
  assignable: (_from, to) => [to === true ? 'assignable to users' : 'not assignable to users'],
  upgrades: (from, to, plan) => listChange('upgrades', from, to, plan),
  parents: (from, to, plan) => listChange('parents', from, to, plan),
  resources: (from, to, plan) => listChange('', from ?? [], to, plan),
  plans: (from, to, plan) => listChange('', from ?? [], to, plan),
  changed: (_from, to, plan) => listChange('', [], to, plan),
  by: () => [],
  paths: (_from, to, plan) =>
    (to as [string, string][]).map((path) => path.map((each) => plan.names[each] ?? each).join(' → ')),
  to: (from, to, plan) => listChange('', from ?? [], to, plan),
  type: () => [],
  template: () => [],
  published: (_from, to) => [to === true ? 'published' : 'unpublished'],
  periods: (_from, to) => [
    (to as { length: number; unit: string; setupFee: string }[])
      .map((p) => `${p.length} ${p.unit}${/[1-9]/.test(p.setupFee) ? ` at ${p.setupFee}` : ''}`)
      .join(' and '),
  ],
  rates: (from, to) => [rateChange(from, to)],
  limits: (from, to) => [limitChange(from, to)],
}

function describeField(field: string, from: Json | undefined, to: Json, plan: Plan): string[] {
  return describers[field]?.(from, to, plan) ?? [`${field}: ${JSON.stringify(to)}`]
}

function arrow(from: Json | undefined, to: string): string {
  return from === undefined || from === null ? to : `${text(from)} → ${to}`
}

function listChange(label: string, from: Json | undefined, to: Json, plan: Plan): string[] {
  const name = (key: string): string => plan.names[key] ?? key
  const before = new Set((from ?? []) as string[])
  const after = new Set(to as string[])
  const gained = [...after].filter((key) => !before.has(key)).map(name)
  const lost = [...before].filter((key) => !after.has(key)).map(name)
  if (from === undefined) return gained.length === 0 ? [] : [`${label}: ${gained.join(', ')}`]
  const changes = [...gained.map((added) => `+${added}`), ...lost.map((removed) => `-${removed}`)].join(', ')
  return [label === '' ? changes : `${label}: ${changes}`]
}

interface Rate {
  resource: string
  included: number
  minimum: number
  maximum: number
  setupFee: string
  recurringFee: string
}

function newRates(from: Json | undefined, to: Json): Rate[] {
  const old = new Set(((from ?? []) as unknown as Rate[]).map(({ resource }) => resource))
  return (to as unknown as Rate[]).filter(({ resource }) => !old.has(resource))
}

function rateChange(from: Json | undefined, to: Json): string {
  const fresh = newRates(from, to)
  return `${from === undefined ? '' : '+'}${count(fresh.length, 'rate')}${fresh.length === 0 ? '' : `, ${priceRange(fresh)}`}`
}

/** The recurring fees of rates; setup fees are rare, and shown with everything else. */
function priceRange(rates: readonly Rate[]): string {
  const fees = rates.map(({ recurringFee }) => recurringFee).sort((a, b) => Number(a) - Number(b))
  const [least = '', most = ''] = [fees[0], fees.at(-1)]
  return least === most ? `prices ${least}` : `prices ${least} to ${most}`
}

function rateList(from: Json | undefined, to: Json, plan: Plan): string[] {
  return newRates(from, to).map(
    ({ resource, included, minimum, maximum, setupFee, recurringFee }) =>
      `${plan.names[resource] ?? resource} (included ${included}, minimum ${minimum}, maximum ${maximum}, fees ${setupFee} / ${recurringFee})`,
  )
}

function limitChange(from: Json | undefined, to: Json): string {
  const before = (from ?? {}) as Record<string, number>
  const changed = Object.keys(to as Record<string, number>).filter(
    (key) => before[key] !== (to as Record<string, number>)[key],
  )
  return `INACTIVE meanwhile, nothing on it can be sold; +${count(changed.length, 'resource')}, limit 0`
}
