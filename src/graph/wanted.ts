/** From what a person typed after --offer to offers, with an answer for every way to miss. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer } from '../catalog/offer.ts'
import { tidyOfferId } from '../catalog/offer-id.ts'
import type { LeftOutReason, Sellable } from '../catalog/sellable.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { comparable } from '../lib/comparable.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { closest } from '../lib/text.ts'

/**
 * @param wanted offer ids (any case) or whole names (case, blanks and kinds of dashes do not matter)
 * @returns the offers that can be onboarded, each once; an error for everything else that was asked for
 */
export function findWanted(
  wanted: readonly string[],
  catalog: Catalog,
  sellable: Sellable,
): { found: Offer[]; diagnostics: Diagnostic[] } {
  const found = new Map<string, Offer>()
  const diagnostics: Diagnostic[] = []
  for (const text of wanted) {
    const matches = match(text, catalog)
    const [offer] = matches
    if (offer === undefined) diagnostics.push(unknownOffer(text, catalog))
    else if (matches.length > 1) diagnostics.push(ambiguousName(text, matches))
    else {
      const leftOut = sellable.leftOut.get(offer.id)
      if (leftOut === undefined) found.set(offer.id, offer)
      else diagnostics.push(cannotBeOnboarded(leftOut, catalog, sellable))
    }
  }
  return { found: [...found.values()], diagnostics }
}

/**
 * The one offer of a catalog that a text names, sellable or not.
 *
 * @throws OnboardError `selection/unknown-offer` or `selection/ambiguous-name`
 */
export function matchOffer(text: string, catalog: Catalog): Offer {
  const matches = match(text, catalog)
  const [offer] = matches
  if (offer !== undefined && matches.length === 1) return offer
  const { code, message, hint } = offer === undefined ? unknownOffer(text, catalog) : ambiguousName(text, matches)
  throw new OnboardError({ kind: 'invalid-input', code, message, ...(hint === undefined ? {} : { hint }) })
}

function match(text: string, catalog: Catalog): Offer[] {
  const byId = catalog.offers.get(tidyOfferId(text))
  if (byId !== undefined) return [byId]
  const name = comparable(text)
  return [...catalog.offers.values()].filter((offer) => comparable(offer.name) === name)
}

function unknownOffer(text: string, catalog: Catalog): Diagnostic {
  const near = closest(
    text,
    [...catalog.offers.values()].map((offer) => offer.name),
  )
  return {
    severity: 'error',
    code: 'selection/unknown-offer',
    message: `No offer in ${catalog.files.join(', ')} has the id or name "${text}".`,
    hint: near === undefined ? 'Check the offer id in the catalog.' : `Did you mean --offer "${near}"?`,
  }
}

function ambiguousName(text: string, matches: readonly Offer[]): Diagnostic {
  return {
    severity: 'error',
    code: 'selection/ambiguous-name',
    message: `${matches.length} offers are called "${text}": ${matches.map((offer) => offer.id).join(', ')}.`,
    hint: `Name one by its id: --offer ${matches[0]?.id ?? ''}`,
  }
}

function cannotBeOnboarded(
  { offer, reason }: { offer: Offer; reason: LeftOutReason },
  catalog: Catalog,
  sellable: Sellable,
): Diagnostic {
  const what = `${offer.name} (${offer.id})`
  const common = { severity: 'error' as const, at: offer.at }
  if (reason === 'no-provisioning-id') {
    return {
      ...common,
      code: 'selection/no-provisioning-id',
      message: `${what} has no Provisioning ID in the catalog, so no type can be made for it.`,
      hint: `Add it to the configuration: provisioningIds: { "${offer.id}": "…" }`,
    }
  }
  if (reason === 'usage') {
    return {
      ...common,
      code: 'selection/usage-offer',
      message: `${what} is billed by usage; the Office 365 application does not sell such offers.`,
      hint: 'Leave it out.',
    }
  }
  if (reason === 'withdrawn') {
    return {
      severity: 'error',
      at: offer.origins.priceChange ?? offer.at,
      code: 'selection/withdrawn-offer',
      message: `${what} is withdrawn by the price list (${offer.priceChange ?? ''}), so it cannot be ordered.`,
      hint: 'Leave it out, and sell its successor.',
    }
  }
  const paid = (sellable.paidOf.get(offer.id) ?? []).map((id) => `"${catalog.offers.get(id)?.name ?? id}" (${id})`)
  return {
    ...common,
    code: 'selection/trial-offer',
    message: `${what} is a trial; it gets no type of its own but becomes the Trial Offer ID of its paid offer.`,
    hint: paid.length === 0 ? 'Its paid offer is not in this catalog.' : `Ask for ${paid.join(' or ')} instead.`,
  }
}
