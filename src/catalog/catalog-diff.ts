/** What differs between two catalogs: plain data, the same for people, programs and documents. */

import type { OfferId, OfferKind } from './offer.ts'

/** What a change is about, in the order in which people want to read it. */
export const changeClasses = [
  'availability',
  'type',
  'parents',
  'provisioningId',
  'trial',
  'name',
  'seats',
  'terms',
  'prices',
  'upgrades',
  'countries',
  'segment',
  'unit',
  'description',
] as const

export type ChangeClass = (typeof changeClasses)[number]

export type DiffValue = string | number | boolean | null

/** One value that differs; null where a side states none. */
export interface ValueChange {
  class: ChangeClass
  /** Such as `maxSeats`, or `listPrice USD`. */
  field: string
  from: DiffValue
  to: DiffValue
}

/** A list that differs. Of offers, only those that the catalog has; the others are apart in `unresolved`. */
export interface ListChange {
  class: ChangeClass
  field: string
  gained: readonly string[]
  lost: readonly string[]
  unresolved?: { gained: readonly OfferId[]; lost: readonly OfferId[] }
}

export type FieldChange = ValueChange | ListChange

export interface DiffedOffer {
  id: OfferId
  /** As the newer side that has the offer calls it. */
  name: string
  kind: OfferKind
}

export interface ChangedOffer extends DiffedOffer {
  changes: readonly FieldChange[]
}

/** A field that one side does not state at all, for example because a file lacks its column or was not loaded. */
export interface OneSidedField {
  class: ChangeClass
  field: string
  statedBy: 'old' | 'new'
  /** How many offers of both catalogs have it there. */
  offers: number
}

export interface CatalogDiff {
  old: { files: readonly string[]; offers: number }
  new: { files: readonly string[]; offers: number }
  summary: { added: number; removed: number; changed: number; stranded: number; withdrawn: number } & {
    /** How many offers have a change of each class. */
    byClass: Readonly<Partial<Record<ChangeClass, number>>>
  }
  /** Add-ons that could be bought and now cannot, since no parent is left that can; with those they had. */
  stranded: readonly (DiffedOffer & { had: readonly OfferId[] })[]
  /** Offers that the price list now withdraws. */
  withdrawn: readonly (DiffedOffer & { flag: string; validTo: string | null })[]
  /**
   * In order of id, as all lists here. `addons` counts the add-ons that name the offer as a parent; an add-on is `usable`
   * when some licence leads down to it.
   */
  added: readonly (DiffedOffer & { usable: boolean; addons: number })[]
  removed: readonly (DiffedOffer & { addons: number })[]
  changed: readonly ChangedOffer[]
  oneSided: readonly OneSidedField[]
  /** The names of all offers that are mentioned by id. */
  names: Readonly<Record<OfferId, string>>
}

/** Whether anything differs at all. */
export function hasChanges({ added, removed, changed, oneSided }: CatalogDiff): boolean {
  return added.length + removed.length + changed.length + oneSided.length > 0
}

export function isListChange(change: FieldChange): change is ListChange {
  return 'gained' in change
}
