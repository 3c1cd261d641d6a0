/** Offers that are paid once, for six years, as the Microsoft 365 A1 device licences are (KB 126207, last text). */

import { looseKey } from '../lib/text.ts'
import type { Offer } from './offer.ts'
import { monthsOf } from './term-months.ts'

/** How many years the one period of such an offer has. */
export const ONE_TIME_YEARS = 6

/**
 * Whether an offer has a one-time price: its billing frequency says so (`OneTime`, `One-Time`), or its term is 72 months
 * and no frequency speaks of months or years (catalog formats, section 3.1).
 */
export function isOneTime({ duration, billingFrequencies }: Pick<Offer, 'duration' | 'billingFrequencies'>): boolean {
  const frequencies = billingFrequencies.map(looseKey)
  if (frequencies.some((frequency) => frequency.includes('onetime'))) return true
  const recurs = frequencies.some((frequency) => frequency === 'monthly' || frequency === 'annual')
  return !recurs && monthsOf(duration ?? '') === ONE_TIME_YEARS * 12
}
