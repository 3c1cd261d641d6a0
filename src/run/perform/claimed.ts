/** Somebody says which object an operation has made: it is, when a read shows it as wished. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import { keyOf } from '../../resource/kinds.ts'
import type { Kind, ResourceId } from '../../resource/resource.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { missingIn } from '../standing.ts'

/** @throws OnboardError `apply/not-that-object` with what is there, or with what differs */
export async function verifyClaim(
  operation: Operation,
  kind: Kind,
  claimed: ResourceId,
  session: Session,
): Promise<Performed> {
  if (kind.slice === undefined) return { outcome: 'attested', id: claimed }
  await session.readAgain(kind.slice)
  const { observed, inventory } = session
  const key = keyOf(operation.address ?? '')
  const seen = kind.seen(key, observed, inventory)
  const all = seen === undefined ? [] : [seen, ...(kind.rivals?.(key, observed, inventory) ?? [])]
  const found = all.find(({ id }) => String(id) === String(claimed))
  const missing = found === undefined ? [] : (missingIn(kind, operation, found, inventory) ?? [])
  if (found !== undefined && missing.length === 0) return { outcome: 'verified', id: found.id }
  const what =
    found === undefined
      ? all.length === 0
        ? `OA shows no ${kind.noun} for it`
        : `OA shows ${all.map(({ id }) => String(id)).join(' and ')} for it`
      : `it differs in ${missing.map(({ field }) => field).join(', ')}`
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/not-that-object',
    message: `${operation.title}: it was said to be ${claimed}, but ${what}.`,
    hint: `Nothing was changed. Name the right object, or take the word back: o365-onboard resume --retry '${operation.id}'`,
    facts: { operation: operation.id, claimed, found: all.map(({ id }) => id), differs: missing },
  })
}
