/** Where a person works for a reseller: in the provider's panel, in that of the reseller above, or in its own. */

import type { Reseller } from '../reseller.ts'
import { resellerAddress } from '../reseller.ts'
import type { Address } from '../resource.ts'

/** The reseller above, as an address; null where that is the provider. */
export function above({ parent }: Reseller): Address | null {
  return parent === undefined ? null : resellerAddress(parent)
}

/** Whose panel delegates to a reseller. */
export function panelOf(parent: string | null, nameOf: (address: string) => string): string {
  return parent === null
    ? "the provider's panel"
    : `the panel of ${nameOf(parent)} (account ${parent.split('/')[1] ?? ''})`
}

/** Why a reseller is served, in the words by which a plan groups them. */
export function rank({ model, tier }: Pick<Reseller, 'model' | 'tier'>): string {
  return `${model} resellers of tier ${tier}`
}
