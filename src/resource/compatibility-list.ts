/** `incompatibilitylist.json`, for the provider's plans and for every reseller's copies of them (pain point P8). */

import type { PlanCopies } from './observed-state.ts'
import type { PlanConflict } from './compatibility.ts'
import type { Address } from './resource.ts'
import type { Reseller } from './reseller.ts'
import type { Site } from './site.ts'

export const COMPATIBILITY_LIST = 'incompatibilitylist.json'

/** The true format is not public: nobody may take this one for the vendor's. */
const NOTE = [
  'Made by o365-onboard. The vendor has not published the format of this file: this one is inferred, not documented.',
  'Compare it with the file on your branding site, set the names in the configuration (compatibilityList) until they agree,',
  'and leave this note out with compatibilityList.note: false if the checker does not take it.',
]

export interface ListInput {
  conflicts: readonly PlanConflict[]
  idOf: (plan: Address) => number
  /** Whose copies are listed, too. */
  resellers: readonly Reseller[]
  /** What was read of them. */
  copies: ReadonlyMap<number, PlanCopies> | undefined
  site: Pick<Site, 'compatibilityList'>
}

export interface CompatibilityList {
  text: string
  /** Resellers of whom no plan id is known: their plans are not in the list. */
  without: readonly Reseller[]
}

/** The list by plan id. The copies of one reseller are in conflict with each other as the provider's plans are. */
export function compatibilityList({ conflicts, idOf, resellers, copies, site }: ListInput): CompatibilityList {
  const own = conflicts.map((conflict) => [idOf(conflict.plan), conflict.with.map((plan) => idOf(plan))] as const)
  const without: Reseller[] = []
  const theirs = resellers.flatMap((reseller) => {
    const known = copies?.get(reseller.account) ?? copiesInFile(reseller)
    if (reseller.model === 'power' || [...known.values()].every((copy) => copy === undefined)) without.push(reseller)
    return own.flatMap(([plan, others]) => {
      const copy = known.get(plan)
      const apart = others.flatMap((other) => known.get(other) ?? [])
      return copy === undefined || apart.length === 0 ? [] : [[copy, apart] as const]
    })
  })
  const { list, plan, with: apart, note } = site.compatibilityList
  const rows = [...own, ...theirs]
    .sort(([a], [b]) => a - b)
    .map(([id, others]) => ({ [plan]: id, [apart]: [...others].sort((a, b) => a - b) }))
  const data = { ...(note ? { _note: NOTE } : {}), [list]: rows }
  return { text: `${JSON.stringify(data, null, 2)}\n`, without }
}

function copiesInFile({ delegated = [] }: Reseller): PlanCopies {
  return new Map(delegated.map(({ plan, copy }) => [plan, copy]))
}
