/** Chains of parents as the installation has them, whatever a catalog says. */

import type { OfferId } from '../catalog/offer.ts'
import type { ObservedType } from './observed-state.ts'

/**
 * Whether one complete chain of parents leads from an add-on to a license (rules I4 and I5: parents are alternatives).
 *
 * @param counts which offers a chain may go through
 */
export function chained(
  types: ReadonlyMap<OfferId, Pick<ObservedType, 'kind' | 'parents'>>,
  counts: (id: OfferId) => boolean,
): (id: OfferId) => boolean {
  const known = new Map<OfferId, boolean>()
  const reach = (id: OfferId): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    // In a circle nothing is reached by way of itself.
    known.set(id, false)
    const type = types.get(id)
    const found =
      type !== undefined && counts(id) && (type.kind === 'license' || type.parents.some((parent) => reach(parent)))
    known.set(id, found)
    return found
  }
  return reach
}
