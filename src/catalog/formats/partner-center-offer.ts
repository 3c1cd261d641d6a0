/** One offer of the Partner Center API to one of ours, in the wording of the offer matrix. */

import { tidy } from '../../lib/text.ts'
import { countryName } from '../country-names.ts'
import type { Offer, OfferId, Segment } from '../offer.ts'
import { isGuid, tidyOfferId } from '../offer-id.ts'
import { newOffer } from '../new-offer.ts'
import { offerKind } from '../offer-kind.ts'
import { isPricedPerGigabyte } from '../per-gigabyte.ts'
import { isAcceptableId, sortIds } from './cell-text.ts'
import type { JsonFields } from './json-fields.ts'
import {
  reportBadId,
  reportBadReferences,
  reportDisagreement,
  reportMissingName,
  reportSelfReference,
  type Report,
} from './offer-findings.ts'

/** Reads one offer; it is only usable when no error was reported. */
export function readAnsweredOffer(fields: JsonFields, answerCountry: string | undefined, report: Report): Offer {
  const isUsage = /usage/i.test(fields.text('billing') ?? '')
  const id = readId(fields, isUsage, report)
  const name = fields.text('name') ?? ''
  if (name === '') reportMissingName(report, id, fields.at)
  const parents = readParents(fields, id, report)
  const convertsTo = readIds(fields, ['conversionTargetOffers', 'upgradeTargetOffers'], report)
  const billingFrequencies = fields.list('supportedBillingCycles').map((cycle) => tidy(cycle).toLowerCase())
  const description = fields.text('description') ?? ''
  const kind = offerKind({ id, name, parents, convertsTo, billingFrequencies, offerType: offerType(fields, isUsage) })
  const isAddon = fields.flag('isAddOn')
  const claim = isAddon === undefined ? undefined : isAddon ? 'Add-on' : 'Base'
  reportDisagreement(report, { id, name, kind, parents }, claim, () => fields.at)
  reportUnavailable(fields, name, report)
  return newOffer({
    id,
    name,
    kind,
    parents,
    convertsTo,
    duration: readTerm(fields),
    billingFrequencies,
    minSeats: fields.count('minimumQuantity'),
    maxSeats: fields.count('maximumQuantity'),
    // Zero means no limit, as the scope None beside it says.
    limit: fields.count('limit') || undefined,
    limitScope: readScope(fields.text('limitUnitOfMeasure')),
    perGigabyte: isPricedPerGigabyte(fields.text('unitType') ?? fields.nested('product')?.text('unit'), description),
    description,
    countries: [fields.text('country') ?? answerCountry].flatMap((code) =>
      code === undefined ? [] : countryName(code),
    ),
    productId: readProductId(fields),
    segment: readSegment(fields.list('reselleeQualifications')),
    at: fields.at,
  })
}

/** Old answers have no `isTrial`; then the name and its conversions tell. */
function offerType(fields: JsonFields, isUsage: boolean): string | undefined {
  if (isUsage) return 'Usage'
  const isTrial = fields.flag('isTrial')
  return isTrial === undefined ? undefined : isTrial ? 'Trial' : 'Base'
}

function readId(fields: JsonFields, isUsage: boolean, report: Report): OfferId {
  const written = fields.text('id') ?? fields.text('offerId') ?? ''
  const id = tidyOfferId(written)
  if (!isAcceptableId(id, isUsage)) reportBadId(report, written, fields.at)
  return id
}

function readParents(fields: JsonFields, id: OfferId, report: Report): OfferId[] {
  const parents = readIds(fields, ['prerequisiteOffers'], report)
  if (!parents.includes(id)) return parents
  reportSelfReference(report, id, fields.at)
  return parents.filter((parent) => parent !== id)
}

function readIds(fields: JsonFields, keys: readonly string[], report: Report): OfferId[] {
  const sorted = sortIds(keys.flatMap((key) => fields.ids(key)))
  reportBadReferences(report, sorted, `The list “${keys.join('” or “')}”`, fields.at)
  return sorted.ids
}

/** `1 Year`, `45 Days`; 9999 of anything is no end, which the matrix leaves blank. */
function readTerm(fields: JsonFields): string | undefined {
  const [term, unit] = [fields.count('term'), fields.text('termUnitOfMeasure')]
  if (term === undefined || term === 0 || term >= 9999 || unit === undefined || /^none$/i.test(unit)) return undefined
  return `${term} ${unit}${term === 1 || unit.endsWith('s') ? '' : 's'}`
}

/** The documents write `LifeTime`, the answers `Lifetime`. */
function readScope(scope: string | undefined): string | undefined {
  if (scope === undefined || /^none$/i.test(scope)) return undefined
  return scope.charAt(0).toUpperCase() + scope.slice(1).toLowerCase()
}

function readProductId(fields: JsonFields): string | undefined {
  const id = tidyOfferId(fields.nested('product')?.text('id') ?? '')
  return isGuid(id) ? id : undefined
}

/** Whom an offer is reserved for; offers for everybody have no qualification, and then nothing is claimed. */
function readSegment(qualifications: readonly string[]): Segment | undefined {
  const keys = qualifications.map((qualification) => qualification.toLowerCase())
  if (keys.includes('nonprofit')) return 'charity'
  if (keys.some((key) => key === 'education' || key === 'academic')) return 'academic'
  return keys.some((key) => key.startsWith('government')) ? 'government' : undefined
}

function reportUnavailable(fields: JsonFields, name: string, report: Report): void {
  if (fields.flag('isAvailableForPurchase') !== false) return
  const message = `“${name}” is marked as not available for purchase.`
  const hint = 'It is kept, since others may depend on it; leave it out of what you onboard.'
  report('warning', 'catalog/not-for-purchase', fields.at, message, hint)
}
