/** How an operation stands against what is read: done already, as the plan saw it, or neither. */

import { sameJson } from '../lib/json.ts'
import { diffValues, type Change } from '../plan/diff.ts'
import type { Operation } from '../plan/plan.ts'
import { addressesIn } from '../resource/added.ts'
import type { Inventory } from '../resource/inventory.ts'
import { findKind, keyOf } from '../resource/kinds.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import type { Kind, Seen, Value } from '../resource/resource.ts'

/** `unreadable`: OA has no read that could tell, or shows only a part of it. */
export type Standing = 'fulfilled' | 'as-planned' | 'different' | 'unreadable'

/** The kind of resource an operation is about; undefined for synchronisations, checks and plain manual work. */
export function kindOfOperation({ address }: Operation): Kind | undefined {
  return address === undefined ? undefined : findKind(address.slice(0, address.indexOf('/')))
}

export function standingOf(operation: Operation, observed: ObservedState, inventory: Inventory): Standing {
  const kind = kindOfOperation(operation)
  if (kind === undefined || kind.slice === undefined || observed[kind.slice] === undefined) return 'unreadable'
  const seen = kind.seen(keyOf(operation.address ?? ''), observed, inventory)
  const missing = missingIn(kind, operation, seen, inventory)
  if (missing === undefined) return 'unreadable'
  if (missing.length === 0) return isWhollyVisible(kind, operation, inventory) ? 'fulfilled' : 'unreadable'
  return sameJson(seen?.value ?? null, operation.before) ? 'as-planned' : 'different'
}

function visibleValue(kind: Kind, { value = {} }: Operation, inventory: Inventory): Value {
  return kind.visible === undefined ? value : kind.visible(value, inventory)
}

/** Whether reads can show all of the operation's value. */
export function isWhollyVisible(kind: Kind, operation: Operation, inventory: Inventory): boolean {
  return sameJson(visibleValue(kind, operation, inventory), operation.value)
}

/**
 * The fields in which the installation is not as the operation wants it.
 *
 * @returns undefined when nothing of the value can be read
 */
export function missingIn(
  kind: Kind,
  operation: Operation,
  seen: Seen | undefined,
  inventory: Inventory,
): Change[] | undefined {
  const wanted = visibleValue(kind, operation, inventory)
  if (kind.members === undefined) return diffValues(wanted, seen?.value)
  const members = addressesIn(wanted, kind.members)
  if (members.length === 0) return undefined
  const present = new Set(addressesIn(seen?.value, kind.members))
  const absent = members.filter((member) => !present.has(member))
  return absent.length === 0 ? [] : [{ field: kind.members, to: absent }]
}
