/** Reads everything back: what the plan wished for must be there, as wished. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import { keyOf } from '../../resource/kinds.ts'
import { isInactive } from '../../resource/observed-state.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { kindOfOperation, missingIn } from '../standing.ts'

/** @throws OnboardError `apply/not-as-planned` that names every resource and field that differs */
export async function performCheck(operation: Operation, session: Session): Promise<Performed> {
  await session.readAllAgain()
  await checkWindow(session)
  const { skipped } = session.state
  const wanted = session.plan.operations.filter(({ id }) => !skipped.has(id))
  checkTwice(wanted, session)
  const wrong = lastOnEachAddress(wanted).flatMap((other) => differences(other, session))
  if (wrong.length === 0) return { outcome: 'verified', id: undefined }
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/not-as-planned',
    message: `Not everything is as planned: ${wrong.map(({ text }) => text).join('; ')}.`,
    hint: 'Everything was done, but OA shows something else. Look at it in the control panel; a new plan shows what is left.',
    facts: { operation: operation.id, differences: wrong },
  })
}

/** A template that this run made inactive must not be so in the end, whatever came late. */
async function checkWindow(session: Session): Promise<void> {
  const [opened] = [...session.state.windows].filter(([, debt]) => isInactive(session.observed, debt.templateId))
  if (opened === undefined) return
  const [operation, debt] = opened
  await session.record({ type: 'debt-opened', operation, debt })
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/template-inactive',
    message: `The service template "${debt.templateName}" (${debt.templateId}) is inactive again, and nothing on it can be sold.`,
    hint: 'A lost call of this run may have been done late, or somebody deactivated it. To activate it, type: o365-onboard resume',
    facts: { templateId: debt.templateId },
  })
}

/**
 * Work that OA did later than any quarantine, or somebody else's, shows here: nothing that this run made may be there
 * twice.
 */
function checkTwice(operations: readonly Operation[], { observed, inventory }: Session): void {
  const twice = operations.flatMap((operation) => {
    const kind = kindOfOperation(operation)
    const key = keyOf(operation.address ?? '')
    const rivals = operation.action === 'create' ? (kind?.rivals?.(key, observed, inventory) ?? []) : []
    if (kind === undefined || rivals.length === 0) return []
    const ids = [kind.seen(key, observed, inventory)?.id ?? '', ...rivals.map(({ id }) => id)]
    return [{ operation: operation.id, ids, text: `${kind.noun} "${operation.label}" (${ids.join(' and ')})` }]
  })
  if (twice.length === 0) return
  throw new OnboardError({
    kind: 'uncertain',
    code: 'apply/twice',
    message: `There twice: ${twice.map(({ text }) => text).join('; ')}.`,
    hint: 'A lost call was done very late, or somebody made it too. Remove the one that nothing uses in the control panel, then type: o365-onboard resume',
    facts: { twice: twice.map(({ operation, ids }) => ({ operation, ids })) },
  })
}

function lastOnEachAddress(operations: readonly Operation[]): Operation[] {
  return [...new Map(operations.map((operation) => [operation.address ?? operation.id, operation])).values()]
}

function differences(operation: Operation, session: Session) {
  const kind = kindOfOperation(operation)
  if (kind?.slice === undefined || session.observed[kind.slice] === undefined) return []
  const seen = kind.seen(keyOf(operation.address ?? ''), session.observed, session.inventory)
  const missing = missingIn(kind, operation, seen, session.inventory) ?? []
  if (missing.length === 0) return []
  const fields = missing.map(({ field }) => field)
  const what = seen === undefined ? 'is missing' : `differs in ${fields.join(', ')}`
  return [{ text: `${kind.noun} "${operation.label}" ${what}`, address: operation.address, fields: missing }]
}
