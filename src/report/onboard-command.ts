/** The command that would onboard what a diff found to be new. */

import type { CatalogDiff } from '../catalog/catalog-diff.ts'
import type { OfferId } from '../catalog/offer.ts'
import { shellQuote } from '../lib/shell-quote.ts'

export interface OnboardCommand {
  /** To be typed as it is; undefined when nothing new can be sold. */
  command: string | undefined
  offers: readonly OfferId[]
  /** What is new and cannot be sold here, with the reasons; trials go with their paid offers. */
  leftOut: readonly { id: OfferId; name: string; why: string }[]
}

/**
 * @param files the newer catalog
 * @param sellable everything that can be sold here
 * @param unusable why each other offer cannot; see `unusableOffers`
 * @param flags what the command must repeat, such as ` --simulate`
 */
export function onboardCommand(
  diff: Pick<CatalogDiff, 'added'>,
  files: readonly string[],
  sellable: ReadonlyMap<OfferId, unknown>,
  unusable: ReadonlyMap<OfferId, string>,
  flags: string,
): OnboardCommand {
  const paid = diff.added.filter(({ kind }) => kind !== 'trial')
  const offers = paid.filter(({ id }) => sellable.has(id) && !unusable.has(id)).map(({ id }) => id)
  const chosen = new Set(offers)
  const leftOut = paid
    .filter(({ id }) => !chosen.has(id))
    .map(({ id, name }) => ({ id, name, why: unusable.get(id) ?? 'not sold here' }))
  const words = ['o365-onboard add-offers', ...files.map(shellQuote), ...offers.map((id) => `--offer ${id}`)]
  return { command: offers.length === 0 ? undefined : words.join(' ') + flags, offers, leftOut }
}
