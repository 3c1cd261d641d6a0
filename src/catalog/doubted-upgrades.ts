/** Upgrades that a matrix lists and Microsoft's own API does not (pain point P18). */

import type { OfferRows } from './merge-offers.ts'
import type { OfferId } from './offer.ts'

/** The form whose word on upgrades is that of the system that carries them out. */
const ANSWERS = 'partner-center'

/**
 * What a "Can Convert To" column claims against the answer of Partner Center for the very same offer: such an upgrade
 * moves the subscription and not its licences (domain.md, section 2.6). Offers that only one of the two knows are not
 * doubted.
 *
 * @returns the doubted targets by offer; offers without any are absent
 */
export function doubtedUpgrades(parts: readonly OfferRows[]): Map<OfferId, ReadonlySet<OfferId>> {
  const answered = new Map<OfferId, Set<OfferId>>()
  const claimed = new Map<OfferId, Set<OfferId>>()
  for (const { offers, format } of parts) {
    const lists = format === ANSWERS ? answered : claimed
    for (const { id, kind, convertsTo } of offers) {
      if (kind !== 'license') continue
      lists.set(id, new Set([...(lists.get(id) ?? []), ...convertsTo]))
    }
  }
  const doubted = new Map<OfferId, ReadonlySet<OfferId>>()
  for (const [id, targets] of claimed) {
    const known = answered.get(id)
    const unknown = known === undefined ? [] : [...targets].filter((target) => !known.has(target))
    if (unknown.length > 0) doubted.set(id, new Set(unknown))
  }
  return doubted
}
