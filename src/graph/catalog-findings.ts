/** What a loaded catalog means for sale: every finding about trials, parents and missing data, one by one. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer } from '../catalog/offer.ts'
import type { LeftOutReason, Sellable } from '../catalog/sellable.ts'
import { linkTrials } from '../catalog/trials.ts'
import type { Diagnostic, Severity } from '../lib/diagnostic.ts'
import { count } from '../lib/text.ts'
import { unusableOffers } from './draw/unusable-offers.ts'
import type { OfferGraph } from './offer-graph.ts'

/**
 * None of these makes a catalog unusable: a real one has hundreds. In order of kind, then of id; what a plan tells in
 * one line (offers that are left out) is told here for each offer.
 */
export function catalogFindings(catalog: Catalog, sellable: Sellable, graph: OfferGraph): Diagnostic[] {
  const all = [...catalog.offers.values()]
  const unusable = unusableOffers(catalog, graph)
  const stranded = [...sellable.offers.values()].filter(({ id, kind }) => kind === 'addon' && unusable.has(id))
  return [
    ...graph.diagnostics,
    ...all.filter(({ id, parents }) => parents.includes(id)).map(ownParent),
    ...linkTrials(catalog).diagnostics,
    ...[...sellable.leftOut.values()].flatMap(({ offer, reason }) => leftOut(offer, reason)),
    ...stranded.map(noUsableParent),
    ...all.flatMap((offer) => unresolvedParents(offer, catalog)),
  ]
}

function finding(severity: Severity, code: string, offer: Offer, message: string, hint?: string): Diagnostic {
  return { severity, code, message, ...(hint === undefined ? {} : { hint }), at: offer.at }
}

function called({ name, id }: Offer): string {
  return `“${name}” (${id})`
}

function ownParent(offer: Offer): Diagnostic {
  return finding(
    'warning',
    'graph/own-parent',
    offer,
    `${called(offer)} names itself as a parent.`,
    'It is ignored; correct the "Depends On" column.',
  )
}

function leftOut(offer: Offer, reason: LeftOutReason): Diagnostic[] {
  switch (reason) {
    case 'trial':
      return []
    case 'usage':
      return [finding('info', 'catalog/usage-offer', offer, `${called(offer)} is billed by usage and is left out.`)]
    case 'withdrawn': {
      const flag = offer.priceChange ?? ''
      const message = `${called(offer)} is withdrawn by the price list (${flag}) and is left out.`
      return [finding('info', 'catalog/withdrawn-offer', offer, message)]
    }
    case 'no-provisioning-id': {
      const message = `${called(offer)} has no Provisioning ID, so it cannot be sold here.`
      const hint = `Load a file that tells it, or add it to the configuration: provisioningIds: { "${offer.id}": "…" }`
      return [finding('warning', 'catalog/no-provisioning-id', offer, message, hint)]
    }
  }
}

function noUsableParent(offer: Offer): Diagnostic {
  return finding(
    'warning',
    'graph/no-usable-parent',
    offer,
    `${called(offer)} is an add-on, and none of its ${count(offer.parents.length, 'parent')} can be sold here.`,
    `See what is missing: o365-onboard catalog inspect <catalog> --offer ${offer.id}`,
  )
}

function unresolvedParents(offer: Offer, { offers }: Catalog): Diagnostic[] {
  const missing = offer.parents.filter((id) => !offers.has(id))
  if (missing.length === 0) return []
  const message = `${called(offer)}: ${missing.length} of its ${count(offer.parents.length, 'parent')} are not in this catalog.`
  return [finding('info', 'graph/unresolved-parents', offer, message)]
}
