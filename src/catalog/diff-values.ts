/** When two values are the same: case, blanks, dashes and the order of lists say nothing. */

import { comparable } from '../lib/comparable.ts'
import type { DiffValue, FieldChange } from './catalog-diff.ts'
import type { DiffField, ListField, Trials, ValueField } from './diff-fields.ts'
import type { Offer, OfferId } from './offer.ts'

/** One of the two catalogs. */
export interface Side {
  files: readonly string[]
  offers: ReadonlyMap<OfferId, Offer>
  trials: Trials
  paidOf: ReadonlyMap<OfferId, readonly OfferId[]>
}

/** The same offer on both sides. */
export interface Twin {
  before: Offer
  after: Offer
}

/** How one field of an offer changed, or undefined. */
export function changeOf(field: DiffField, twin: Twin, old: Side, now: Side): FieldChange | undefined {
  return 'list' in field ? listChange(field, twin, old, now) : valueChange(field, twin, old, now)
}

/** Whether an offer states the field at all. */
export function states(field: DiffField, offer: Offer, { trials }: Side): boolean {
  return 'list' in field ? field.list(offer).length > 0 : field.value(offer, trials) !== null
}

function valueChange(field: ValueField, { before, after }: Twin, old: Side, now: Side): FieldChange | undefined {
  const [from, to] = [field.value(before, old.trials), field.value(after, now.trials)]
  return sameValue(from, to) ? undefined : { class: field.class, field: field.field, from, to }
}

function sameValue(one: DiffValue, other: DiffValue): boolean {
  if (one === other) return true
  return typeof one === 'string' && typeof other === 'string' && comparable(one) === comparable(other)
}

function listChange(field: ListField, { before, after }: Twin, old: Side, now: Side): FieldChange | undefined {
  const [from, to] = [field.list(before), field.list(after)]
  // Nearly all lists are equal to the letter, and that is quickly seen.
  if (from.length === to.length && from.every((entry, index) => entry === to[index])) return undefined
  const [gained, lost] = [notIn(from, to), notIn(to, from)]
  if (gained.length === 0 && lost.length === 0) return undefined
  const common = { class: field.class, field: field.field }
  if (!field.ofOffers) return { ...common, gained, lost }
  const isKnown = (side: Side) => (id: OfferId) => side.offers.has(id)
  const isUnknown = (side: Side) => (id: OfferId) => !side.offers.has(id)
  return {
    ...common,
    gained: gained.filter(isKnown(now)),
    lost: lost.filter(isKnown(old)),
    unresolved: { gained: gained.filter(isUnknown(now)), lost: lost.filter(isUnknown(old)) },
  }
}

/** The entries of `more` that `less` lacks, each once and sorted. */
function notIn(less: readonly string[], more: readonly string[]): string[] {
  const exact = new Set(less)
  const open = more.filter((entry) => !exact.has(entry))
  if (open.length === 0) return open
  const known = new Set(less.map(comparable))
  const rest = open.filter((entry) => !known.has(comparable(entry)))
  return [...new Map(rest.map((entry) => [comparable(entry), entry])).values()].sort()
}
