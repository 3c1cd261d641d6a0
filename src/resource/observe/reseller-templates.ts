/** Reads the Office 365 templates that power resellers own (`pem.getServiceTemplateList` by owner, documented). */

import type { OaReader } from '../../oa/oa-client.ts'
import type { ObservedTemplate } from '../observed-state.ts'
import type { Reseller } from '../reseller.ts'
import type { Site } from '../site.ts'
import { holds, readTemplate, templateReading } from './template.ts'

/** A power reseller whose template cannot be told is left out; the plan then says so. */
export async function observeResellerTemplates(
  reader: OaReader,
  site: Site,
  applicationId: number,
): Promise<ReadonlyMap<number, ObservedTemplate>> {
  const found = await Promise.all(
    site.resellers
      .filter(({ model }) => model === 'power')
      .map(async (reseller) => {
        const template = await findTemplate(reader, reseller, applicationId)
        return template === undefined ? [] : [[reseller.account, template] as const]
      }),
  )
  return new Map(found.flat())
}

async function findTemplate(
  reader: OaReader,
  { account, template }: Reseller,
  applicationId: number,
): Promise<ObservedTemplate | undefined> {
  const list = await reader.read('pem.getServiceTemplateList', { owner_id: account, active: false })
  const named = list.filter(({ st_id: id, name }) => template === undefined || template === id || template === name)
  const full = await Promise.all(named.map(({ st_id: id }) => readTemplate(reader, id)))
  const fitting = template === undefined ? full.filter((each) => holds(each, applicationId)) : full
  const [only] = fitting
  return only === undefined || fitting.length > 1 ? undefined : templateReading(only, applicationId).template
}
