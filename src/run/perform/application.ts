/** Imports or removes a version of the application, or upgrades an instance: by API where the site allows it, else by a person. */

import type { Operation } from '../../plan/plan.ts'
import { readInstance, readInstances, readPackageStatus, sameVersion } from '../../resource/observe/versions.ts'
import { isByApi, upgradeWays } from '../../resource/upgrade-ways.ts'
import { changeTracked } from '../change-tracked.ts'
import { importedPackage, importOf } from '../imported-package.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { performManual } from './manual.ts'

/** @throws OnboardError `upgrade/refused`; `apply/…`, `wait/…` when it is not known what became of it */
export async function performApplication(operation: Operation, session: Session): Promise<Performed> {
  const { application } = operation
  if (application === undefined) throw new TypeError(`${operation.id} changes nothing of the application`)
  if (application.change === 'remove') return performManual(operation, session)
  const isSaid = session.before.attested.has(operation.id)
  if (await isThere(application, session)) return { outcome: isSaid ? 'verified' : 'adopted', id: undefined }
  if (isSaid) return performManual(operation, session)
  const change = byApi(operation, application, session)
  if (change === undefined) return performManual(operation, session)
  session.permit()
  await change()
  return { outcome: 'applied', id: undefined }
}

type Change = NonNullable<Operation['application']>

/** An instance at the version, or on its way there, also proves the import. */
async function isThere(application: Change, { client, site }: Session): Promise<boolean> {
  const { version } = application
  if (application.change !== 'upgrade')
    return (await readInstances(client, site)).some((each) => sameVersion(each.package_version, version))
  const { package_version, status } = await readInstance(client, application.instanceId)
  return sameVersion(package_version, version) || status === 'Upgrading'
}

/** @returns undefined where a person must do it */
function byApi(operation: Operation, application: Change, session: Session): (() => Promise<void>) | undefined {
  const { client, site } = session
  if (application.change === 'import') {
    const params = { package_url: fileUrl(application.package) }
    const isDone = async (): Promise<boolean> => {
      const imported = importedPackage(operation.id, session.state)
      return imported !== undefined && (await readPackageStatus(client, imported)) !== undefined
    }
    const change = { name: 'pem.APS.importPackage', params, isDone } as const
    return isByApi(upgradeWays.package, site) ? () => changeTracked(operation, session, change) : undefined
  }
  // Without the release OA would take the newest package, whichever that is.
  const imported = importedPackage(importOf(session.wholePlan)?.id ?? '', session.state)
  if (application.change !== 'upgrade' || imported === undefined || !isByApi(upgradeWays.instance, site))
    return undefined
  const { package_version } = imported
  const params = { application_instance_id: application.instanceId, package_version }
  const isDone = (): Promise<boolean> => isThere(application, session)
  return () => changeTracked(operation, session, { name: 'pem.APS.upgradeApplicationInstance', params, isDone })
}

/** Of a file on the management node (pem.APS.importPackage). */
function fileUrl(path: string): string {
  return `file://${path.split('/').map(encodeURIComponent).join('/')}`
}
