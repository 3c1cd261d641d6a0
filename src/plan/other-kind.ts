/** Offers that are base offers in the catalog and add-ons in the installation, or the other way round: left alone. */

import type { Offer } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import type { WishContext } from '../resource/wish-context.ts'

/**
 * A type keeps its kind, and an offer has one type (rule I1), so nothing can be wished for such an offer.
 *
 * @returns the context without them, and a warning for each that was selected
 */
export function leaveOtherKinds(context: WishContext): { context: WishContext; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const selected = new Map(context.selected)
  for (const id of context.selected.keys()) {
    const offer = context.catalog.offers.get(id)
    const type = context.inventory.types.get(id)
    if (offer === undefined || type === undefined || type.kind === offer.kind) continue
    selected.delete(id)
    diagnostics.push({
      severity: 'warning',
      code: 'plan/other-kind',
      message: `${offer.name} (${id}) is ${words[type.kind]} in the installation and ${words[offer.kind]} in the catalog; it is left as it is.`,
      hint: 'If the catalog is right, replace the type by hand: OA cannot change its kind.',
      at: offer.at,
    })
  }
  return { context: diagnostics.length === 0 ? context : { ...context, selected }, diagnostics }
}

const words: Readonly<Record<Offer['kind'], string>> = {
  license: 'a license',
  addon: 'an add-on',
  trial: 'a trial',
  usage: 'billed by usage',
}
