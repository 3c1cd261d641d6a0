/** From addresses that must exist to operations that must be done before; what can never be met is dropped, and said. */

import { keyOf, kindOf } from '../resource/kinds.ts'
import type { Address } from '../resource/resource.ts'
import type { WishContext } from '../resource/wish-context.ts'
import type { Step } from '../runbook/steps.ts'
import type { Draft } from './draft-operations.ts'
import { operationId } from './operation.ts'

interface Placed {
  step: Step
  draft: Draft
}

export interface ResolvedNeeds {
  kept: (Placed & { needs: string[] })[]
  dropped: (Placed & { missing: Address })[]
}

/**
 * A need is met by an operation of this plan or by what exists.
 * Dropping one operation may leave another without its
 * need, so this goes on until nothing more is dropped.
 */
export function resolveNeeds(placed: readonly Placed[], drafts: readonly Draft[], context: WishContext): ResolvedNeeds {
  const toChange = new Set(drafts.map(({ address }) => address))
  const isMet = (need: Address): boolean => exists(need, context) && !(kindOf(need).neededWhole && toChange.has(need))
  let kept = [...placed]
  const dropped: ResolvedNeeds['dropped'] = []
  while (true) {
    // The second operation on an address does not make it exist.
    const planned = new Set(kept.flatMap(({ draft }) => (draft.completes ? [] : [draft.address])))
    const unmet = kept.flatMap((entry) => {
      const missing = entry.draft.needs.find((need) => !planned.has(need) && !isMet(need))
      return missing === undefined ? [] : [{ ...entry, missing }]
    })
    if (unmet.length === 0) break
    dropped.push(...unmet)
    const gone = new Set(unmet.map(({ draft }) => draft))
    kept = kept.filter(({ draft }) => !gone.has(draft))
  }
  // The first operation on an address makes it exist; a second one only completes it.
  const makers = new Map<Address, string>()
  for (const { step, draft } of kept) {
    if (!draft.completes) makers.set(draft.address, operationId(step, draft.address, false))
  }
  return {
    kept: kept.map(({ step, draft }) => ({
      step,
      draft,
      needs: [...new Set(draft.needs.flatMap((need) => makers.get(need) ?? []))],
    })),
    dropped,
  }
}

function exists(need: Address, context: WishContext): boolean {
  const kind = kindOf(need)
  return kind.onlyOrders === true || kind.seen(keyOf(need), context.observed, context.inventory) !== undefined
}
