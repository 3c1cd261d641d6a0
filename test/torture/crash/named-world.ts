/** A simulated world without the ids that depend on who came first: two runs of one job must come to the same. */

import type { Snapshot } from '../../../src/oa/simulator/snapshot.ts'

/** What tells nothing of what was wished for, or differs from one run to the next. */
const ignored = new Set(['id', 'revision', 'modified', 'atSeq', 'sha256'])

type Named = Record<string, string[]>

/** @returns each collection as a sorted list of texts; what exists twice is in it twice, but for repeated synchronisations */
export function namedWorld(snapshot: Snapshot): Named {
  const nameOf = namesIn(snapshot)
  const named = Object.entries(snapshot).map(([collection, things]: [string, readonly unknown[]]) => {
    const texts = things.map((thing) => JSON.stringify(rename(thing, '', nameOf))).sort()
    // A person whose word was lost is asked again, and doing it again does no harm.
    return [collection, collection === 'syncs' ? [...new Set(texts)] : texts] as const
  })
  return Object.fromEntries(named)
}

function namesIn({ types, resourceTypes, templates, plans }: Snapshot): (key: string, id: unknown) => unknown {
  const ids = {
    type: new Map(types.map(({ id, offerId }) => [id, offerId])),
    resource: new Map(resourceTypes.map(({ id, name }) => [id, name])),
    template: new Map(templates.map(({ id, name }) => [id, name])),
    // Each reseller has its own of the same name.
    plan: new Map(plans.map(({ id, name, vendorId = 1 }) => [id, `${name} of ${vendorId}`])),
  } as const
  const kinds: Readonly<Record<string, ReadonlyMap<unknown, string>>> = {
    resource_uid: ids.type,
    resourceTypeId: ids.resource,
    resourceId: ids.resource,
    resourceIds: ids.resource,
    templateId: ids.template,
    planIds: ids.plan,
    upgradePaths: ids.plan,
    copyOf: ids.plan,
    synced: ids.plan,
    unconfirmed: ids.plan,
    planId: ids.plan,
    incompatibleWith: ids.plan,
    ids: new Map<unknown, string>([...ids.template, ...ids.plan]),
  }
  return (key, id) => kinds[key]?.get(id) ?? id
}

function rename(value: unknown, key: string, nameOf: (key: string, id: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    const renamed = value.map((entry) => rename(entry, key, nameOf))
    return renamed.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  // What was deployed is a file that names plans by their ids.
  if (key === 'text') return rename(JSON.parse(String(value)), '', nameOf)
  if (typeof value !== 'object' || value === null) return nameOf(key, value)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !ignored.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, rename(entry, name, nameOf)]),
  )
}
