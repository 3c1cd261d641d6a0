/** Reads which resource type stands for which type. */

import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { ObservedResourceType } from '../observed-state.ts'
import { REFERENCE_CLASS } from './template.ts'

export type ListedResourceTypes = MethodResult<'pem.getResourceTypesByClass'>

export function listResourceTypes(reader: OaReader): Promise<ListedResourceTypes> {
  return reader.read('pem.getResourceTypesByClass', { resclass_name: REFERENCE_CLASS })
}

/**
 * The list by class gives names only, so those that are not in the template are asked for one by one
 * (oa-wire.md, section 4.2: there is no filter by application).
 *
 * @param listed all resource types of the class
 * @param inTemplate what the template reading has told already
 */
export async function observeResourceTypes(
  reader: OaReader,
  applicationId: number,
  listed: ListedResourceTypes,
  inTemplate: readonly ObservedResourceType[],
): Promise<ObservedResourceType[]> {
  const known = new Map(inTemplate.map((type) => [type.id, type]))
  const others = await Promise.all(
    listed
      .filter((entry) => !known.has(entry.resource_type_id))
      .map(async (entry) => {
        const details = await reader.read('aps.resourceTypes.get', { id: String(entry.resource_type_id) })
        const parameters = details.activationParameters ?? {}
        const ours = String(parameters['app_id']) === String(applicationId)
        const typeId = parameters['resource_uid']
        return ours && typeof typeId === 'string' ? [{ id: entry.resource_type_id, name: details.name, typeId }] : []
      }),
  )
  return [...known.values(), ...others.flat()].sort((a, b) => a.id - b.id)
}
