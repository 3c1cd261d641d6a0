/** What a person left out may be there all the same: whoever needs it goes on only when a read shows it. */

import type { Operation } from '../plan/plan.ts'
import { keyOf } from '../resource/kinds.ts'
import type { Session } from './session.ts'
import { kindOfOperation, standingOf } from './standing.ts'

/** @returns why the operation cannot be done because of what was left out, or undefined */
export async function lackOf(operation: Operation, session: Session): Promise<string | undefined> {
  const { skipped } = session.state
  if (skipped.size === 0) return undefined
  const left = session.plan.operations.filter(({ id }) => skipped.has(id))
  for (const other of left.filter((each) => isAbout(operation, each))) {
    if (!(await isThere(other, session))) return `it needs what was left out: ${other.title}`
  }
  return undefined
}

/** Synchronisations and checks come after everything, but are about what their value names. */
function isAbout(operation: Operation, { id, address }: Operation): boolean {
  if (address === undefined) return false
  const needs = operation.needs.includes(id) && kindOfOperation(operation) !== undefined
  return needs || JSON.stringify(operation.value ?? {}).includes(JSON.stringify(address))
}

async function isThere(operation: Operation, session: Session): Promise<boolean> {
  const kind = kindOfOperation(operation)
  if (kind === undefined || kind.onlyOrders === true) return true
  if (kind.slice === undefined) return false
  await session.readAgain(kind.slice)
  const seen = kind.seen(keyOf(operation.address ?? ''), session.observed, session.inventory)
  if (seen === undefined) return false
  // A plan has rates only for what its template holds: that it exists is not enough.
  return kind.neededWhole !== true || standingOf(operation, session.observed, session.inventory) === 'fulfilled'
}
