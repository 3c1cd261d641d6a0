/** Looks at what was done where this program cannot watch: by a person, or by a site's own method. */

import type { Operation } from '../plan/plan.ts'
import { keyOf } from '../resource/kinds.ts'
import type { ResourceId } from '../resource/resource.ts'
import type { Session } from './session.ts'
import { isWhollyVisible, kindOfOperation, type Standing, standingOf } from './standing.ts'

/**
 * Reads until the operation's resource is seen as wished, or everything that could show it was read.
 *
 * @returns how it stands now, and its id when it is as wished
 */
export async function readBack(
  operation: Operation,
  session: Session,
): Promise<{ standing: Standing; id?: ResourceId | undefined }> {
  const kind = kindOfOperation(operation)
  // What only the last check of the run reads, and members that nothing can show yet, would not show after a read either.
  if (kind?.slice === undefined || kind.readLast === true || !isWhollyVisible(kind, operation, session.inventory)) {
    return { standing: 'unreadable' }
  }
  // The resource alone at first; perhaps it is where nobody expects it, so then everything of its kind.
  for (const about of [operation.address, undefined]) {
    const isWhole = await session.readAgain(kind.slice, about)
    const standing = standingOf(operation, session.observed, session.inventory)
    if (standing === 'unreadable') return { standing }
    const key = keyOf(operation.address ?? '')
    if (standing === 'fulfilled') return { standing, id: kind.seen(key, session.observed, session.inventory)?.id }
    if (isWhole) break
  }
  return { standing: standingOf(operation, session.observed, session.inventory) }
}
