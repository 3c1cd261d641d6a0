/** CloudBlue's `CustomLicenseTypes.json`, the input of its own configuration script: read and written. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { Catalog } from '../catalog.ts'
import type { Offer, OfferId, Price } from '../offer.ts'
import { linkTrials } from '../trials.ts'
import type { CatalogFormat, CatalogPart } from './catalog-format.ts'
import type { CatalogSource } from './catalog-source.ts'
import { placeInJson } from './json-fields.ts'
import { licenseTypesOf, readLicenseType } from './license-type.ts'
import { resourceCategoryOf } from './vendor-categories.ts'
import { vendorJson } from './vendor-json.ts'

export const customLicenseTypes: CatalogFormat = {
  name: 'custom-license-types',
  title: 'CloudBlue CustomLicenseTypes.json',
  extension: '.json',
  reader: {
    sniff: (source) => source.form === 'json' && licenseTypesOf(source.json.value) !== undefined,
    parse: (source) => (source.form === 'json' ? parseLicenseTypes(source) : { diagnostics: [] }),
  },
  write: writeLicenseTypes,
}

function parseLicenseTypes({ file, json }: Extract<CatalogSource, { form: 'json' }>): CatalogPart {
  const diagnostics: Diagnostic[] = []
  const offers: Offer[] = []
  const trials = new Map<OfferId, Offer>()
  for (const object of licenseTypesOf(json.value) ?? []) {
    for (const offer of readLicenseType(object, placeInJson(file, json, object), diagnostics)) {
      if (offer.kind !== 'trial') offers.push(offer)
      else trials.set(offer.id, joined(trials.get(offer.id), offer))
    }
  }
  return { offers: [...offers, ...trials.values()], diagnostics }
}

/** One trial may become any of several paid offers, and then each of them names it. */
function joined(known: Offer | undefined, trial: Offer): Offer {
  return known === undefined ? trial : { ...known, convertsTo: [...known.convertsTo, ...trial.convertsTo] }
}

/**
 * Writes the license types of a catalog: every licence and add-on; trials appear as the `trialOfferId` of their paid
 * offers, usage offers not at all. Prices are the ERP prices, for what a provider pays must not become what a customer
 * pays. `imFederatedID` (reserved) is null; `possibleConflicts` is empty, for a catalog knows nothing of conflicts.
 */
function writeLicenseTypes(catalog: Catalog): string {
  const { trials } = linkTrials(catalog)
  const types = [...catalog.offers.values()].filter(({ kind }) => kind === 'license' || kind === 'addon')
  return vendorJson(Object.fromEntries(types.map((offer) => [offer.id, licenseType(offer, trials.get(offer.id))])))
}

function licenseType(offer: Offer, trial: OfferId | undefined): object {
  const isAddon = offer.kind === 'addon'
  return {
    name: offer.name,
    provisioning_id: offer.provisioningId ?? null,
    offerId: offer.id,
    trialOfferId: trial ?? null,
    imFederatedID: null,
    isAddon,
    description: offer.description,
    ...(isAddon ? { possibleParents: offer.parents } : {}),
    isUserSpecific: !offer.perGigabyte,
    possibleTransitions: offer.convertsTo,
    prices: offer.prices.flatMap(erpPrice),
    Measure: offer.perGigabyte ? 'GB' : 'License',
    ...(isAddon ? { multiplier: offer.perGigabyte ? 1_048_576 : 1 } : {}),
    ResourceCategory: resourceCategoryOf(offer).key,
    possibleConflicts: [],
  }
}

/** A number where it says exactly the same, else text: amounts never pass through a rounding. */
function erpPrice({ currency, erpPrice: amount }: Price): object[] {
  if (amount === undefined) return []
  const isExact = amount.replace(/\D/g, '').length <= 15
  return [{ currency, price: isExact ? Number(amount) : amount }]
}
