/** Answers of the Partner Center call `GET /v1/offers?country=…` (catalog formats, section 1.3). */

import { hasErrors, type Diagnostic, type Place } from '../../lib/diagnostic.ts'
import type { Offer } from '../offer.ts'
import type { CatalogFormat, CatalogPart } from './catalog-format.ts'
import type { CatalogSource } from './catalog-source.ts'
import { JsonFields, placeInJson } from './json-fields.ts'
import { reportTo } from './offer-findings.ts'
import { answeredOffers, type AnsweredOffer } from './partner-center-answers.ts'
import { readAnsweredOffer } from './partner-center-offer.ts'

export const partnerCenter: CatalogFormat = {
  name: 'partner-center',
  title: 'answer of the Partner Center call “offers”',
  extension: '.json',
  whyNotWritten: 'for it is what Microsoft answered to your account, and a made-up answer would pass for that',
  reader: {
    sniff: (source) => answersOf(source) !== undefined,
    parse: (source) => (source.form === 'json' ? parseAnswers(source, answersOf(source) ?? []) : { diagnostics: [] }),
  },
}

function answersOf(source: CatalogSource): AnsweredOffer[] | undefined {
  return source.form === 'json' ? answeredOffers(source.json.value) : undefined
}

function parseAnswers(
  { file, json }: Extract<CatalogSource, { form: 'json' }>,
  answers: readonly AnsweredOffer[],
): CatalogPart {
  const offers: Offer[] = []
  const diagnostics: Diagnostic[] = []
  for (const { offer: object, country } of answers) {
    const at = placeInJson(file, json, object)
    if (isNewCommerce(object)) return { diagnostics: [newCommerceOffer(at)] }
    const found: Diagnostic[] = []
    const report = reportTo(found)
    const offer = readAnsweredOffer(new JsonFields(object, at, report), country, report)
    for (const finding of found) diagnostics.push(finding)
    if (!hasErrors(found)) offers.push(offer)
  }
  return { offers, diagnostics }
}

/** Products of new commerce have ids such as `CFQ7TTC0LDPB:0001`. */
function isNewCommerce(object: AnsweredOffer['offer']): boolean {
  return Object.entries(object).some(
    ([key, id]) => /^(offer)?id$/i.test(key) && typeof id === 'string' && /^(CFQ7|DZH3)[A-Z0-9]{8}/i.test(id),
  )
}

function newCommerceOffer(at: Place): Diagnostic {
  return {
    severity: 'error',
    code: 'catalog/new-commerce-file',
    message: 'This answer lists new commerce products, whose ids are no offer ids.',
    hint: 'The Office 365 application sells by offer id only; ask the API for the legacy offers.',
    at,
  }
}
