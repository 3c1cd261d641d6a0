/** From wishes and what was seen to operations, kind by kind, before anything is known of steps. */

import type { Json } from '../lib/json.ts'
import { kinds } from '../resource/kinds.ts'
import { address, type Address, type Kind, type Value, type Wish } from '../resource/resource.ts'
import type { WishContext } from '../resource/wish-context.ts'
import { deferCircular } from './defer-circular.ts'
import { diffValues, type Change } from './diff.ts'

export interface Draft {
  kind: Kind
  wish: Wish
  address: Address
  action: 'create' | 'update'
  value: Value
  before: Value | undefined
  changes: Change[]
  /** Addresses whose operations come first. */
  needs: Address[]
  /** Completes a resource that had to be created without what did not exist yet. */
  completes: boolean
}

export interface Drafts {
  drafts: Draft[]
  /** How many wishes are fulfilled already. */
  unchanged: number
  /** What people call everything that is wished for, by address. */
  labels: ReadonlyMap<Address, string>
}

export function draftOperations(context: WishContext): Drafts {
  const drafts: Draft[] = []
  const labels = new Map<Address, string>()
  let unchanged = 0
  for (const kind of kinds as readonly Kind[]) {
    const ofKind = kind.wish(context).map((wish) => draft(kind, wish, context))
    for (const entry of ofKind) labels.set(entry.address, entry.wish.label)
    unchanged += ofKind.filter((entry) => entry.changes.length === 0).length
    drafts.push(
      ...breakCircles(
        kind,
        ofKind.filter((entry) => entry.changes.length > 0),
      ),
    )
  }
  return { drafts, unchanged, labels }
}

function draft(kind: Kind, wish: Wish, context: WishContext): Draft {
  const seen = kind.seen(wish.key, context.observed, context.inventory)
  return {
    kind,
    wish,
    address: address(kind.name, wish.key),
    // A list of members may be there without showing: it is added to, never made.
    action: seen === undefined && kind.members === undefined && kind.isSet !== true ? 'create' : 'update',
    value: wish.value,
    before: seen?.value,
    changes: diffValues(wish.value, seen?.value),
    needs: [...wish.needs],
    completes: false,
  }
}

/** Lets a create wait for the creates it refers to, and moves what refers in circles into a second operation. */
function breakCircles(kind: Kind, drafts: readonly Draft[]): Draft[] {
  const { references } = kind
  if (references === undefined) return [...drafts]
  const { field } = references
  const listed = (entry: Draft): string[] => entry.value[field] as string[]
  const creates = drafts.filter((entry) => entry.action === 'create')
  const created = new Set(creates.map((entry) => entry.wish.key))
  const deferred = deferCircular(new Map(creates.map((entry) => [entry.wish.key, listed(entry)])))
  return drafts.flatMap((entry) => {
    const needed = listed(entry).filter((key) => created.has(key) && key !== entry.wish.key)
    const later = entry.action === 'create' ? (deferred.get(entry.wish.key) ?? []) : []
    const now = needed.filter((key) => !later.includes(key)).map((key) => references.address(key))
    if (later.length === 0) return [{ ...entry, needs: [...entry.needs, ...now] }]
    const value = { ...entry.value, [field]: listed(entry).filter((key) => !later.includes(key)) }
    const first: Draft = { ...entry, value, changes: diffValues(value, undefined), needs: [...entry.needs, ...now] }
    const second: Draft = {
      ...entry,
      action: 'update',
      before: value,
      changes: [{ field, from: value[field] as Json, to: entry.value[field] as Json }],
      needs: [entry.address, ...later.map((key) => references.address(key))],
      completes: true,
    }
    return [first, second]
  })
}
