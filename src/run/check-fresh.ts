/** Before a plan from a file begins: the installation must still be what the plan saw, or it would be done twice. */

import { OnboardError } from '../lib/onboard-error.ts'
import { firstFew } from '../lib/text.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { takeInventory } from '../resource/inventory.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import { kindOfOperation, standingOf } from './standing.ts'

/** @throws OnboardError `plan/stale` that names what was made or changed since */
export function checkFresh(plan: Plan, observed: ObservedState): void {
  const inventory = takeInventory(observed)
  const changed = firstOnEachAddress(plan.operations).filter((operation) => {
    const standing = standingOf(operation, observed, inventory)
    return standing === 'fulfilled' || standing === 'different'
  })
  if (changed.length === 0) return
  const names = changed.map((operation) => `${kindOfOperation(operation)?.noun ?? ''} "${operation.label}"`)
  throw new OnboardError({
    kind: 'stale-plan',
    code: 'plan/stale',
    message: `No longer what the plan saw: ${firstFew(names)}.`,
    hint: 'Nothing was done. Make a new plan and look at the difference.',
    facts: { operations: changed.map(({ id }) => id) },
  })
}

/** What the second operation on an address starts from, only the first one makes. */
function firstOnEachAddress(operations: readonly Operation[]): Operation[] {
  const ids = new Map(operations.map(({ id, address }) => [id, address]))
  return operations.filter(
    ({ address, needs }) => address === undefined || !needs.some((need) => ids.get(need) === address),
  )
}
