/** Which offers of a plan can be sold in it: a license, and every add-on that follows from it through others of the plan. */

import type { Catalog } from '../../src/catalog/catalog.ts'

/**
 * @param ids what the plan has rates for
 * @param isLicense whether an offer needs no parent
 * @returns those of them that have a complete chain of ancestors in the plan (rule I5)
 */
export function withCompleteChain(
  ids: Iterable<string>,
  isLicense: (id: string) => boolean,
  { offers }: Catalog,
): Set<string> {
  const all = [...ids]
  // What can be added to a trial can be added to what it becomes.
  const paid = (id: string): readonly string[] =>
    offers.get(id)?.kind === 'trial' ? (offers.get(id)?.convertsTo ?? []) : [id]
  const complete = new Set(all.filter(isLicense))
  for (let size = -1; size < complete.size;) {
    size = complete.size
    for (const id of all)
      if (
        offers
          .get(id)
          ?.parents.flatMap(paid)
          .some((parent) => complete.has(parent))
      )
        complete.add(id)
  }
  return complete
}
