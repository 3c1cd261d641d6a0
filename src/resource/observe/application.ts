/** Finds the Office 365 application, its instance and the ids of its APS types. */

import type { OaReader } from '../../oa/oa-client.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { ObservedApplication } from '../observed-state.ts'
import type { Site } from '../site.ts'
import { readPages } from './pages.ts'

/** @throws OnboardError `observe/no-application` */
export async function findApplication(reader: OaReader, { apsTypes }: Site): Promise<number> {
  const [found] = await reader.read('pem.APS.getApplications', { aps_application_id: apsTypes.application })
  if (found !== undefined) return found.application_id
  throw new OnboardError({
    kind: 'failed',
    code: 'observe/no-application',
    message: `The installation has no application ${apsTypes.application}.`,
    hint: 'Import and install the Office 365 application first, or set apsTypes.application in the configuration.',
  })
}

/** The one instance of the application that this run works on. */
export interface FoundInstance {
  instanceId: number
  resourceId: string
  /** The other instances of the application, by APS id. */
  others: ReadonlyMap<string, number>
  /** Version and status, which take one more read. */
  details: Promise<Pick<ObservedApplication, 'version' | 'status'>>
}

/** @throws OnboardError `observe/which-instance`; `details` rejects with `observe/instance-not-ready` */
export async function findInstance(reader: OaReader, site: Site, applicationId: number): Promise<FoundInstance> {
  const instances = await reader.read('pem.APS.getApplicationInstances', { app_id: applicationId })
  const ids = instances.map((instance) => instance.application_instance_id)
  const chosen = instances.filter((i) => site.instance === undefined || i.application_instance_id === site.instance)
  const [instance] = chosen
  if (instance === undefined || chosen.length > 1) {
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'observe/which-instance',
      message:
        instance === undefined && site.instance !== undefined
          ? `The application has no instance ${site.instance}; it has ${ids.join(', ') || 'none'}.`
          : `The application has ${ids.length} instances: ${ids.join(', ') || 'none'}.`,
      hint: 'Say which one: --instance <id>, or in the configuration: instance: <id>',
    })
  }
  const instanceId = instance.application_instance_id
  const details = readDetails(reader, instanceId)
  // Whoever waits for it sees the failure; until then it must not count as unhandled.
  details.catch(() => undefined)
  const others = new Map(
    instances
      .filter((each) => each !== instance)
      .map((each) => [each.application_resource_id, each.application_instance_id]),
  )
  return { instanceId, resourceId: instance.application_resource_id, others, details }
}

async function readDetails(reader: OaReader, instanceId: number): Promise<{ version: string; status: string }> {
  const details = await reader.read('pem.APS.getApplicationInstance', { application_instance_id: instanceId })
  if (details.status === 'Ready') return { version: details.package_version, status: details.status }
  throw new OnboardError({
    kind: 'failed',
    code: 'observe/instance-not-ready',
    message: `Application instance ${instanceId} is "${details.status}", not "Ready".`,
    hint: 'Wait until OA has finished its work on the instance (Operations > Tasks), then try again.',
  })
}

/** @throws OnboardError `observe/no-type` */
export async function findTypeIds(reader: OaReader, { apsTypes }: Site): Promise<TypeIds> {
  const { application, license, addon } = apsTypes
  if (license !== undefined && addon !== undefined) return { licenseType: license, addonType: addon }
  const types = await listTypes(reader)
  return {
    licenseType: license ?? newest(types, `${application}/License/`),
    addonType: addon ?? newest(types, `${application}/Addon/`),
  }
}

export type TypeIds = Pick<ObservedApplication, 'licenseType' | 'addonType'>

async function listTypes(reader: OaReader): Promise<string[]> {
  const items = await readPages((page) => reader.read('aps.types.list', page))
  return items.map((item) => item.id)
}

/** Type ids end in `/<major>.<minor>` and move on with the package (oa-wire.md, section 2.1). */
function newest(types: readonly string[], prefix: string): string {
  const [best] = types.filter((id) => id.startsWith(prefix)).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  if (best !== undefined) return best
  throw new OnboardError({
    kind: 'failed',
    code: 'observe/no-type',
    message: `The APS bus lists no type ${prefix}<version>.`,
    hint: 'Read the type ids from schemas/*.schema in the application package and set apsTypes.license and apsTypes.addon.',
  })
}
