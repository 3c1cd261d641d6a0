/**
 * Two rows about one offer to one: what one of them leaves open the other fills, what markets differ in by nature is
 * united, and what contradicts is told with both places.
 */

import { comparable } from '../lib/comparable.ts'
import type { Diagnostic, Place } from '../lib/diagnostic.ts'
import { fieldWords } from './field-words.ts'
import { conflictingRows, repeatedRows, twoTexts, unitedLists, unitedMarkets } from './join-findings.ts'
import type { Offer, OfferField } from './offer.ts'

export interface Joining {
  earlier: Offer
  later: Offer
  /** Whether both rows are of files of the same form. */
  isOneForm: boolean
  isSettled: (field: OfferField) => boolean
}

/** Where only one row says something, it counts; where both do and differ, they contradict each other. */
const facts = [
  'provisioningId',
  'duration',
  'minSeats',
  'maxSeats',
  'limit',
  'limitScope',
  'productId',
  'segment',
] as const satisfies readonly OfferField[]

const references = ['parents', 'convertsTo'] as const
const marketLists = ['countries', 'billingFrequencies'] as const

/** Fields of the earlier row to be replaced. */
type Changes = Partial<Record<OfferField, unknown>>

interface Joined {
  offer: Offer
  diagnostics: Diagnostic[]
}

/** Joins two rows. Pure; where they contradict each other the offer is that of the earlier row. */
export function joinOffers(joining: Joining): Joined {
  const { earlier, later } = joining
  const changes: Changes = {}
  const conflicts: OfferField[] = []
  if (earlier.kind !== later.kind) conflicts.push('kind')
  for (const field of facts) {
    if (earlier[field] === later[field] || later[field] === undefined) continue
    if (earlier[field] === undefined) changes[field] = later[field]
    else conflicts.push(field)
  }
  joinUnit(joining, changes, conflicts)
  const united = joinReferences(joining, changes, conflicts)
  const isOtherMarket = joinMarkets(joining, changes)
  const texts = joinTexts(joining, changes)
  const open = conflicts.filter((field) => !joining.isSettled(field)).sort(inOrderOfWords)
  if (open.length > 0) return { offer: earlier, diagnostics: [conflictingRows(earlier, later, open)] }
  const diagnostics = [
    ...texts.map((field) => twoTexts(earlier, later, field)),
    ...united.map((field) => unitedLists(earlier, later, field)),
  ]
  if (diagnostics.length === 0 && isOtherMarket) diagnostics.push(unitedMarkets(earlier, later))
  if (diagnostics.length === 0 && joining.isOneForm) diagnostics.push(repeatedRows(earlier, later))
  return { offer: changed(earlier, changes, later.at), diagnostics }
}

/** In files of different forms one may know the unit and the other only guess it from the description. */
function joinUnit({ earlier, later, isOneForm }: Joining, changes: Changes, conflicts: OfferField[]): void {
  if (earlier.perGigabyte === later.perGigabyte) return
  if (isOneForm) conflicts.push('perGigabyte')
  else if (later.perGigabyte) changes.perGigabyte = true
}

/** Parents and conversions are facts within a market; other markets, and for conversions other forms, may add some. */
function joinReferences(joining: Joining, changes: Changes, conflicts: OfferField[]): OfferField[] {
  const { earlier, later, isOneForm } = joining
  return references.filter((field) => {
    const [one, other] = [earlier[field], later[field]]
    if (sameSet(one, other)) return false
    const mayDiffer = isAnotherMarket(joining) || (field === 'convertsTo' && !isOneForm)
    if (!mayDiffer) {
      conflicts.push(field)
      return false
    }
    changes[field] = [...new Set([...one, ...other])]
    return one.length > 0 && other.length > 0
  })
}

/** Whether the rows speak of different markets: both name countries, and none in common. */
function isAnotherMarket({ earlier, later }: Joining): boolean {
  const known = new Set(earlier.countries)
  return known.size > 0 && later.countries.length > 0 && !later.countries.some((country) => known.has(country))
}

/** Unites the lists; tells whether the rows name different countries. */
function joinMarkets({ earlier, later }: Joining, changes: Changes): boolean {
  const differing = marketLists.filter((field) => !sameSet(earlier[field], later[field]))
  for (const field of differing) changes[field] = [...new Set([...earlier[field], ...later[field]])].sort()
  return differing.includes('countries') && earlier.countries.length > 0 && later.countries.length > 0
}

/** Of two names or descriptions the later counts; case, blanks and dashes make no difference worth telling. */
function joinTexts({ earlier, later }: Joining, changes: Changes): ('name' | 'description')[] {
  return (['name', 'description'] as const).filter((field) => {
    const [one, other] = [earlier[field], later[field]]
    if (one === other || other === '') return false
    const isSame = comparable(one) === comparable(other)
    if (!isSame || other < one) changes[field] = other
    return !isSame && one !== ''
  })
}

function changed(offer: Offer, changes: Changes, at: Place): Offer {
  const fields = Object.keys(changes) as OfferField[]
  if (fields.length === 0) return offer
  return {
    ...offer,
    ...(changes as Partial<Offer>),
    origins: { ...offer.origins, ...Object.fromEntries(fields.map((field) => [field, at])) },
  }
}

const order = Object.keys(fieldWords)

function inOrderOfWords(one: OfferField, other: OfferField): number {
  return order.indexOf(one) - order.indexOf(other)
}

/** Lists are sets: their order means nothing that two rows could disagree on. */
function sameSet(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === other.length && one.every((entry, index) => entry === other[index])) return true
  const [known, asked] = [new Set(one), new Set(other)]
  return known.size === asked.size && [...asked].every((entry) => known.has(entry))
}
