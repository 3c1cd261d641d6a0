/** Two objects for one offer stop a run that is about the offer; any other run leaves them alone and says so. */

import type { OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Inventory } from './inventory.ts'

/** @param selected what the run brings, ancestors included */
export function judgeDuplicates(
  { duplicates }: Pick<Inventory, 'duplicates'>,
  selected: ReadonlyMap<OfferId, unknown>,
): Diagnostic[] {
  return [...duplicates].flatMap(([offerId, findings]) =>
    selected.has(offerId)
      ? findings
      : findings.map((finding): Diagnostic => ({
          ...finding,
          severity: 'warning',
          message: `${finding.message} This run leaves both alone: no list of parents is changed, no new plan gets a rate.`,
        })),
  )
}
