/** The versions of the application: of its instances, and of the packages that were imported (oa-wire.md, section 3). */

import { OaFault } from '../../oa/oa-fault.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { Site } from '../site.ts'
import { findApplication } from './application.ts'

export interface InstanceVersion {
  application_instance_id: number
  /** With the release: `16.8.4-1234`. */
  package_version: string
  /** `Ready`, `Upgrading` and others. */
  status: string
  url?: string | undefined
}

export function readInstance(reader: OaReader, id: number): Promise<InstanceVersion> {
  return reader.read('pem.APS.getApplicationInstance', { application_instance_id: id })
}

/** @throws OnboardError `observe/no-application`; OaFault */
export async function readInstances(reader: OaReader, site: Site): Promise<InstanceVersion[]> {
  const app_id = await findApplication(reader, site)
  const found = await reader.read('pem.APS.getApplicationInstances', { app_id })
  return Promise.all(found.map((each) => readInstance(reader, each.application_instance_id)))
}

/** Whether two versions are the same but for the release: `16.6.4-1234` is 16.6.4. */
export function sameVersion(a: string, b: string): boolean {
  return a.split('-')[0] === b.split('-')[0]
}

/** @returns OA's word for the state of a package, such as `Ready`; undefined where OA knows no such version */
export async function readPackageStatus(
  reader: OaReader,
  { application_id, package_version }: { application_id: number; package_version: string },
): Promise<string | undefined> {
  const package_reference = { application_id, application_version: package_version }
  try {
    return (await reader.read('pem.APS.getPackage', { package_reference })).status
  } catch (error) {
    if (error instanceof OaFault && error.outcome === 'refused' && error.code === 'oa/refused') return undefined
    throw error
  }
}
