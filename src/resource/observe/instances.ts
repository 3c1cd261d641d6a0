/** Every instance of the Office 365 application, with its version and end-point URI. */

import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'

export type InstanceReading = MethodResult<'pem.APS.getApplicationInstance'>

export async function readInstances(reader: OaReader, applicationId: number): Promise<InstanceReading[]> {
  const found = await reader.read('pem.APS.getApplicationInstances', { app_id: applicationId })
  return Promise.all(
    found.map(({ application_instance_id }) =>
      reader.read('pem.APS.getApplicationInstance', { application_instance_id }),
    ),
  )
}
