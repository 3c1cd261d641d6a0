/** The words for what a diff found, for terminals and documents alike; whoever shows them makes them safe. */

import {
  type ChangeClass,
  type DiffValue,
  type FieldChange,
  isListChange,
  type ListChange,
  type OneSidedField,
} from '../catalog/catalog-diff.ts'
import { fieldWords } from '../catalog/field-words.ts'
import type { OfferKind } from '../catalog/offer.ts'
import { count, firstFew } from '../lib/text.ts'

/** What the offers of a class have in common. */
export const classTitles: Readonly<Record<ChangeClass, string>> = {
  availability: 'availability changed',
  type: 'type flipped',
  parents: 'parents gained or lost',
  provisioningId: 'Provisioning ID changed',
  trial: 'trial link changed',
  name: 'renamed',
  seats: 'seats or limits changed',
  terms: 'duration or billing changed',
  prices: 'prices changed',
  upgrades: 'upgrades gained or lost',
  countries: 'countries gained or lost',
  segment: 'segment changed',
  unit: 'unit changed',
  description: 'description changed',
}

export const kindWords: Readonly<Record<OfferKind, string>> = {
  license: 'licence',
  addon: 'add-on',
  trial: 'trial',
  usage: 'usage',
}

/** Where the words for a field of an offer would not say what a diff compares. */
const ownWords: Readonly<Record<string, string>> = {
  withdrawn: 'withdrawn',
  validTo: 'valid to',
  billingFrequencies: 'billing',
  perGigabyte: 'priced per gigabyte',
}

/** `maximum of seats`, `list price USD`. */
function wordsFor(field: string): string {
  const price = field.replace(/^listPrice /, 'list price ').replace(/^erpPrice /, 'ERP price ')
  return ownWords[field] ?? (fieldWords as Readonly<Record<string, string>>)[field] ?? price
}

export interface ChangeWords {
  /** The name of an offer by id. */
  nameOf: (id: string) => string
  /** How many entries of a list to name; of the rest only the number. */
  most: number
  /** Before what a list gained, and before what it lost. */
  gained: string
  lost: string
}

/** One change in a few words. */
export function describeChange(change: FieldChange, words: ChangeWords): string {
  if (isListChange(change)) return describeList(change, words)
  const { nameOf } = words
  if (change.class === 'description') return wordsFor(change.field)
  const show = (value: DiffValue): string =>
    change.class === 'trial' && value !== null ? nameOf(String(value)) : valueText(value, change.field)
  const arrow = `${show(change.from)} → ${show(change.to)}`
  return ['name', 'kind', 'trial', 'provisioningId', 'segment'].includes(change.field)
    ? arrow
    : `${wordsFor(change.field)}: ${arrow}`
}

function valueText(value: DiffValue, field: string): string {
  if (value === null) return 'none'
  if (field === 'kind') return kindWords[value as OfferKind]
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function describeList({ field, gained, lost, unresolved }: ListChange, words: ChangeWords): string {
  const name = unresolved === undefined ? (entry: string) => entry : words.nameOf
  const parts = [
    ...signed(words.gained, gained.map(name), words.most),
    ...signed(words.lost, lost.map(name), words.most),
    ...(unresolved === undefined ? [] : notInCatalog(unresolved, words)),
  ]
  return (field === 'billingFrequencies' ? 'billing: ' : '') + parts.join('; ')
}

function signed(sign: string, entries: readonly string[], most: number): string[] {
  return entries.length === 0 ? [] : [`${sign}${firstFew(entries, most)}`]
}

function notInCatalog({ gained, lost }: NonNullable<ListChange['unresolved']>, words: ChangeWords): string[] {
  const numbers = [
    ...(gained.length === 0 ? [] : [`${words.gained}${gained.length}`]),
    ...(lost.length === 0 ? [] : [`${words.lost}${lost.length}`]),
  ]
  return numbers.length === 0 ? [] : [`not in the catalog: ${numbers.join(', ')}`]
}

/** The fields that only one catalog states; a price list has two for each of its currencies, and is told as one. */
export function describeOneSided(fields: readonly OneSidedField[]): string[] {
  const plain = fields.filter((field) => field.class !== 'prices')
  const prices = (['old', 'new'] as const).flatMap((side) => {
    const own = fields.filter((field) => field.class === 'prices' && field.statedBy === side)
    const currencies = [...new Set(own.map(({ field }) => field.slice(field.indexOf(' ') + 1)))]
    const offers = Math.max(...own.map((field) => field.offers))
    return own.length === 0 ? [] : [oneSided(`prices in ${firstFew(currencies)}`, side, offers)]
  })
  return [...plain.map(({ field, statedBy, offers }) => oneSided(wordsFor(field), statedBy, offers)), ...prices]
}

function oneSided(what: string, statedBy: OneSidedField['statedBy'], offers: number): string {
  const [who, other] = statedBy === 'old' ? ['old', 'new'] : ['new', 'old']
  return `${what}: stated by the ${who} catalog for ${count(offers, 'offer')}, by the ${other} one for none`
}
