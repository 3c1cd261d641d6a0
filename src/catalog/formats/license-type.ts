/** CloudBlue's `CustomLicenseTypes.json` to offers (domain reference, section 2.3; catalog formats, fact 2). */

import { hasErrors, type Diagnostic, type Place } from '../../lib/diagnostic.ts'
import type { JsonObject, JsonValue } from '../../lib/json-source.ts'
import { looseKey } from '../../lib/text.ts'
import type { Offer, OfferId, Price } from '../offer.ts'
import { isOfferId, tidyOfferId } from '../offer-id.ts'
import { newOffer } from '../new-offer.ts'
import { isAcceptableId, optional, sortIds } from './cell-text.ts'
import { isJsonObject, JsonFields } from './json-fields.ts'
import { readListPrice } from './list-price.ts'
import {
  reportBadId,
  reportBadReferences,
  reportDisagreement,
  reportMissingName,
  reportSelfReference,
  reportTo,
  type Report,
} from './offer-findings.ts'

/** The objects of a file, listed or under keys of any kind; undefined when they are no license types. */
export function licenseTypesOf(value: JsonValue): JsonObject[] | undefined {
  const members = isJsonObject(value) && !isLicenseType(value) ? Object.values(value) : [value].flat()
  const objects = members.filter(isJsonObject)
  return objects.length > 0 && objects.length === members.length && objects.every(isLicenseType) ? objects : undefined
}

const telling = [
  'provisioningid',
  'possibleparents',
  'possibletransitions',
  'isuserspecific',
  'trialofferid',
  'measure',
]

function isLicenseType(value: JsonObject): boolean {
  const keys = Object.keys(value).map(looseKey)
  return keys.includes('offerid') && keys.some((key) => telling.includes(key))
}

/** The offer of a license type, and the trial that it names; without an offer there is an error among the findings. */
export function readLicenseType(object: JsonObject, at: Place, diagnostics: Diagnostic[]): Offer[] {
  const found: Diagnostic[] = []
  const report = reportTo(found)
  const fields = new JsonFields(object, at, report)
  const offers = readOffers(fields, report)
  for (const finding of found) diagnostics.push(finding)
  return hasErrors(found) ? [] : offers
}

function readOffers(fields: JsonFields, report: Report): Offer[] {
  const id = tidyOfferId(fields.text('offerId') ?? '')
  if (!isAcceptableId(id, false)) reportBadId(report, fields.text('offerId') ?? '', fields.at)
  const name = fields.text('name') ?? ''
  if (name === '') reportMissingName(report, id, fields.at)
  const parents = readIds(fields, 'possibleParents', report)
  if (parents.includes(id)) reportSelfReference(report, id, fields.at)
  const own = parents.filter((parent) => parent !== id)
  const kind = own.length > 0 ? 'addon' : 'license'
  const claim = fields.flag('isAddon') === true ? 'Add-on' : 'Base'
  reportDisagreement(report, { id, name, kind, parents: own }, claim, () => fields.at)
  const provisioningId = optional(fields.text('provisioning_id'))
  const offer = newOffer({
    id,
    name,
    kind,
    provisioningId,
    parents: own,
    convertsTo: readIds(fields, 'possibleTransitions', report),
    perGigabyte: readMeasure(fields, report),
    description: fields.text('description') ?? '',
    prices: readPrices(fields, report),
    at: fields.at,
  })
  const trial = readTrial(fields, report)
  if (trial === undefined) return [offer]
  const names = { name: `${name} Trial`, provisioningId }
  return [offer, newOffer({ ...names, id: trial, kind: 'trial', convertsTo: [id], at: fields.at })]
}

function readTrial(fields: JsonFields, report: Report): OfferId | undefined {
  const written = optional(fields.text('trialOfferId'))
  if (written === undefined) return undefined
  const id = tidyOfferId(written)
  if (isOfferId(id)) return id
  reportBadId(report, written, fields.at)
  return undefined
}

function readIds(fields: JsonFields, key: string, report: Report): OfferId[] {
  const sorted = sortIds(fields.list(key))
  reportBadReferences(report, sorted, `The list “${key}”`, fields.at)
  return sorted.ids
}

/** What is sold by the gigabyte is not assigned to users, so the two fields must agree (rule I7). */
function readMeasure(fields: JsonFields, report: Report): boolean {
  const measure = fields.text('Measure')
  const isAssignable = fields.flag('isUserSpecific')
  const perGigabyte = measure !== undefined && looseKey(measure) === 'gb'
  if (perGigabyte && isAssignable === true) {
    const message = 'The license type is measured in gigabytes, and yet assignable to users.'
    report('warning', 'catalog/measure-disagrees', fields.at, message, 'Set isUserSpecific to false.')
  }
  return perGigabyte
}

function readPrices(fields: JsonFields, report: Report): Price[] {
  const prices: Price[] = []
  for (const object of fields.objects('prices')) {
    const price = new JsonFields(object, fields.at, report)
    const currency = price.text('currency')?.toUpperCase() ?? ''
    const amount = readListPrice(price.text('price') ?? '')
    if (currency === '' || amount === null) {
      const message = `A price is not usable: ${price.text('price') ?? 'none'} ${currency}.`.replace(' .', '.')
      report('warning', 'catalog/bad-price', fields.at, message, 'Give each price a currency and an amount.')
    } else if (amount !== undefined) prices.push({ currency, listPrice: undefined, erpPrice: amount })
  }
  return prices.sort((one, other) => (one.currency < other.currency ? -1 : 1))
}
