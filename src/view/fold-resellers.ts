/** What is the same for many resellers is one line with a count: nobody reads a thousand. JSON has them all. */

import { groupBy } from '../lib/group-by.ts'
import { canonicalJson } from '../lib/json.ts'
import { firstFew } from '../lib/text.ts'
import type { Operation } from '../plan/plan.ts'
import { isForReseller } from '../plan/reseller-block.ts'

/** Up to this many are shown one by one. */
const FEW = 4
const NAMED = 20

/** @param operations those of one step */
export function foldResellers(operations: readonly Operation[]): Operation[] {
  const groups = groupBy(operations, (operation) => (isForReseller(operation) ? sameness(operation) : operation.id))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined || group.length <= FEW ? group : [folded(first, group)]
  })
}

/** The same kind of reseller, and the same change to it; whose panel it is done in does not matter. */
function sameness({ action, reason, changes }: Operation): string {
  const change = changes.filter(({ field }) => field !== 'by')
  return canonicalJson([action, reason, change])
}

function folded(first: Operation, group: readonly Operation[]): Operation {
  const names = group.map(({ label }) => label)
  return {
    ...first,
    // Their reason is which resellers they are, such as "value-added resellers of tier 2".
    label: `${group.length} ${first.reason}`,
    reason: firstFew(names, NAMED),
    ...(first.manual === undefined
      ? {}
      : { manual: { where: `As for ${first.label}, ${first.manual.where}`, lines: first.manual.lines } }),
  }
}
