/** Finds the Office 365 application, its instance and the ids of its APS types. */

import type { OaReader } from '../../oa/oa-client.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { ObservedApplication } from '../observed-state.ts'
import type { Site } from '../site.ts'
import { readPages } from './pages.ts'

/**
 * @throws OnboardError `observe/no-application`, `observe/which-instance`, `observe/instance-not-ready`, `observe/no-type`
 */
export async function observeApplication(
  reader: OaReader,
  site: Site,
  useInstance: (id: number) => void,
): Promise<ObservedApplication> {
  const application = site.apsTypes.application
  // Nothing that follows depends on the types, so they are asked for meanwhile.
  const listing = site.apsTypes.license !== undefined && site.apsTypes.addon !== undefined ? [] : listTypes(reader)
  const [found] = await Promise.all([findInstance(reader, site, application), listing])
  useInstance(found.instanceId)
  const types = await listing
  return {
    ...found,
    licenseType: site.apsTypes.license ?? newest(types, `${application}/License/`),
    addonType: site.apsTypes.addon ?? newest(types, `${application}/Addon/`),
  }
}

async function findInstance(
  reader: OaReader,
  site: Site,
  application: string,
): Promise<Omit<ObservedApplication, 'licenseType' | 'addonType'>> {
  const [app] = await reader.read('pem.APS.getApplications', { aps_application_id: application })
  if (app === undefined) {
    throw new OnboardError({
      kind: 'failed',
      code: 'observe/no-application',
      message: `The installation has no application ${application}.`,
      hint: 'Import and install the Office 365 application first, or set apsTypes.application in the configuration.',
    })
  }
  const instances = await reader.read('pem.APS.getApplicationInstances', { app_id: app.application_id })
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
      hint: 'Say which one in the configuration: instance: <id>',
    })
  }
  const instanceId = instance.application_instance_id
  const details = await reader.read('pem.APS.getApplicationInstance', { application_instance_id: instanceId })
  if (details.status !== 'Ready') {
    throw new OnboardError({
      kind: 'failed',
      code: 'observe/instance-not-ready',
      message: `Application instance ${instanceId} is "${details.status}", not "Ready".`,
      hint: 'Wait until OA has finished its work on the instance (Operations > Tasks), then try again.',
    })
  }
  return {
    applicationId: app.application_id,
    instanceId,
    resourceId: instance.application_resource_id,
    version: details.package_version,
    status: details.status,
  }
}

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
