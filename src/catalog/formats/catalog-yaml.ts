/** Our own YAML, read and written: what a site corrects, and whole catalogs that a person can keep and edit. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { checkYaml, parseYaml, type YamlSource } from '../../lib/yaml-source.ts'
import type { OfferField } from '../offer.ts'
import { isOfferId } from '../offer-id.ts'
import type { CatalogFormat, CatalogPart, Correction } from './catalog-format.ts'
import type { CatalogSource } from './catalog-source.ts'
import { isAcceptableId } from './cell-text.ts'
import { writeYaml } from './write-yaml.ts'
import { yamlCatalogSchema, type YamlOffer } from './yaml-schema.ts'

export const catalogYaml: CatalogFormat = {
  name: 'yaml',
  title: 'catalog or corrections in YAML',
  extension: '.yaml',
  reader: {
    sniff: (source) => source.form === 'yaml',
    parse: (source) => (source.form === 'yaml' ? parseCatalogYaml(source) : { diagnostics: [] }),
  },
  write: writeYaml,
}

function parseCatalogYaml({ file, text }: Extract<CatalogSource, { form: 'yaml' }>): CatalogPart {
  try {
    const source = parseYaml(text, file)
    const { offers } = checkYaml(source, yamlCatalogSchema, 'catalog/bad-yaml')
    const diagnostics = offers.flatMap((offer, index) => checkOffer(offer, placesOf(source, index)))
    return { corrections: offers.map((offer, index) => correction(offer, placesOf(source, index))), diagnostics }
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return { diagnostics: error.diagnostics }
  }
}

type PlaceOf = (field?: keyof YamlOffer) => Place

function placesOf(source: YamlSource, index: number): PlaceOf {
  return (field) => source.placeOf(['offers', index, ...(field === undefined ? [] : [field])])
}

/** What the schema cannot say: ids have a form, and parents make an add-on. */
function checkOffer(offer: YamlOffer, placeOf: PlaceOf): Diagnostic[] {
  const found: Diagnostic[] = []
  const report = (code: string, field: keyof YamlOffer, message: string, hint: string): void => {
    found.push({ severity: 'error', code, message, hint, at: placeOf(field) })
  }
  if (!isAcceptableId(offer.id, offer.kind === 'usage')) {
    report(
      'catalog/bad-offer-id',
      'id',
      `“${offer.id}” is no offer id.`,
      'An offer id is 8-4-4-4-12 hexadecimal digits.',
    )
  }
  for (const field of ['parents', 'convertsTo'] as const) {
    const bad = offer[field]?.find((id) => !isOfferId(id))
    if (bad === undefined) continue
    report('catalog/bad-reference', field, `“${bad}” in ${field} is no offer id.`, 'Correct it, or take it out.')
  }
  if (offer.parents?.includes(offer.id)) {
    report('catalog/self-reference', 'parents', `Offer ${offer.id} depends on itself.`, 'Take it out of its parents.')
  }
  const wanted = offer.parents === undefined ? undefined : offer.parents.length > 0 ? 'addon' : 'license'
  if ((offer.kind === 'addon' || offer.kind === 'license') && wanted !== undefined && wanted !== offer.kind) {
    const fact = wanted === 'addon' ? 'lists parents, so it is an addon' : 'lists no parent, so it is a license'
    report('catalog/kind-disagrees', 'kind', `Offer ${offer.id} ${fact}.`, `Correct its parents, or write ${wanted}.`)
  }
  return found
}

function correction(offer: YamlOffer, placeOf: PlaceOf): Correction {
  const { id, prices, ...others } = offer
  const fields: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(others)) fields[field] = value ?? undefined
  if (prices !== undefined) {
    fields['prices'] = prices
      .map(({ currency, listPrice, erpPrice }) => ({
        currency,
        listPrice: listPrice ?? undefined,
        erpPrice: erpPrice ?? undefined,
      }))
      .sort((one, other) => (one.currency < other.currency ? -1 : 1))
  }
  return { id, fields, at: placeOf(), placeOf: (field: OfferField) => placeOf(field) }
}
