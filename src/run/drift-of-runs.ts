/** What runs from here made and what is no longer there. Values may change by hand; that something is gone may not. */

import type { Json } from '../lib/json.ts'
import type { DriftEntry } from '../plan/drift.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import type { Inventory } from '../resource/inventory.ts'
import { keyOf, kinds } from '../resource/kinds.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import type { RunState } from './run-state.ts'
import { kindOfOperation } from './standing.ts'

interface PastRun {
  id: string
  plan: Plan
  state: RunState
}

/** @param runs oldest first; of several operations on one resource the last one that was done counts */
export function driftOfRuns(runs: readonly PastRun[], observed: ObservedState, inventory: Inventory): DriftEntry[] {
  const last = new Map<string, { operation: Operation; run: PastRun }>()
  for (const run of runs) {
    for (const operation of run.plan.operations) {
      const { address, id } = operation
      if (address !== undefined && run.state.done.has(id)) last.set(address, { operation, run })
    }
  }
  return [...last].flatMap(([address, { operation, run }]) => {
    const missing = missingOf(operation, observed, inventory)
    if (missing === undefined) return []
    const nameOf = (key: string): string => run.plan.names[key] ?? key
    const details = missing === 'all' ? [`made by run ${run.id}`] : missing.map((key) => `-${nameOf(key)}`)
    return [{ what: 'gone', address, label: operation.label, details }]
  })
}

/** Undefined when nothing is gone, or nothing could be seen of it. */
function missingOf(operation: Operation, observed: ObservedState, inventory: Inventory): 'all' | string[] | undefined {
  const kind = kindOfOperation(operation)
  if (kind?.slice === undefined || observed[kind.slice] === undefined) return undefined
  const value = operation.value ?? {}
  const visible = kind.visible === undefined ? value : kind.visible(value, inventory)
  const seen = kind.seen(keyOf(operation.address ?? ''), observed, inventory)
  const wanted = addressesOf(visible)
  if (seen === undefined) return kind.members === undefined || wanted.size > 0 ? 'all' : undefined
  const there = addressesOf(seen.value)
  const gone = [...wanted].filter((address) => !there.has(address))
  return gone.length === 0 ? undefined : gone
}

const isAddress = new RegExp(`^(${kinds.map(({ name }) => name).join('|')})/`)

/** Every address in a value, as a member, as a key or as a field of a row. */
function addressesOf(data: Json | Readonly<Record<string, Json>>, found = new Set<string>()): Set<string> {
  if (typeof data === 'string') {
    if (isAddress.test(data)) found.add(data)
  } else if (typeof data === 'object' && data !== null) {
    for (const [key, item] of Object.entries(data)) {
      addressesOf(key, found)
      addressesOf(item as Json, found)
    }
  }
  return found
}
