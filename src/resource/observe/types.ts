/** Reads the license types and add-on types of the application instance from the APS bus. */

import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { ObservedType } from '../observed-state.ts'
import type { TypeIds } from './application.ts'
import type { TypePropertyNames } from '../../oa/type-property-names.ts'
import type { Site } from '../site.ts'
import { readPages } from './pages.ts'

type Resource = MethodResult<'aps.resources.get'>

/** `implementing(type/2.1)` also answers newer minor versions (oa-wire.md, section 1.4). */
export async function observeTypes(reader: OaReader, site: Site, ids: TypeIds): Promise<ObservedType[]> {
  const kinds = [
    ['license', ids.licenseType],
    ['addon', ids.addonType],
  ] as const
  const lists = await Promise.all(
    kinds.map(async ([kind, type]) => {
      const items = await readPages((page) =>
        reader.read('aps.resources.list', { query: `implementing(${type})`, ...page }),
      )
      return items.map((item) => typeFromWire(kind, item, site.apsTypes.properties))
    }),
  )
  return lists.flat()
}

/** One type as the bus shows it, in our own names. */
export function typeFromWire(kind: 'license' | 'addon', item: Resource, names: TypePropertyNames): ObservedType {
  return {
    kind,
    apsId: item.aps.id,
    name: text(item[names.name]),
    offerId: text(item[names.offerId]).trim().toLowerCase(),
    trialOfferId: text(item[names.trialOfferId]).trim().toLowerCase() || null,
    provisioningId: text(item[names.provisioningId]).trim(),
    assignable: item[names.assignable] === true || item[names.assignable] === 'true',
    upgrades: offerIds(item[names.upgrades]),
    parents: offerIds(item[names.parents]),
    ready: item.aps.status === undefined || item.aps.status === 'aps:ready',
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function offerIds(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : []
  return [...new Set(list.map((id) => text(id).trim().toLowerCase()).filter((id) => id !== ''))].sort()
}
