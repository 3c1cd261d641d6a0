/** Finds the template of the additional plan "Office 365 Customer Management" (reference/domain.md, section 2.8). */

import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { comparable } from '../../lib/comparable.ts'
import type { ObservedTemplate } from '../observed-state.ts'
import type { Site } from '../site.ts'
import { readTemplate, templateReading, type TemplateReading } from './template.ts'

/**
 * The configured template, else that of the plan with the guide's name, prefix or not. Only resellers are subscribed to
 * that plan, so without any there is nothing to look for.
 *
 * @param plans the details of all the provider's plans
 * @throws OnboardError `observe/no-customer-management` when the configured template is not there
 */
export async function observeCustomerManagement(
  reader: OaReader,
  site: Site,
  plans: readonly MethodResult<'PlanDetailsGet_API'>[],
  sold: TemplateReading,
  applicationId: number,
): Promise<ObservedTemplate | undefined> {
  const { template } = site.customerManagement
  if (template === undefined && site.resellers.length === 0) return undefined
  const id = template === undefined ? additionalTemplate(plans, site) : await findTemplate(reader, site)
  if (id === undefined || id === sold.template.id) return id === undefined ? undefined : sold.template
  return templateReading(await readTemplate(reader, id), applicationId).template
}

/** The template that the additional plan is based on: it is not the one that is sold, unless there is no other. */
export function additionalTemplate(
  plans: readonly MethodResult<'PlanDetailsGet_API'>[],
  { prefix, customerManagement }: Site,
): number | undefined {
  const { plan: name } = customerManagement
  const names = [...new Set([prefix + name, `${prefix} ${name}`, name])].map(comparable)
  for (const wanted of names) {
    const found = plans.find((plan) => comparable(plan.Name) === wanted)
    if (found !== undefined) return found.ServiceTemplateID
  }
  return undefined
}

async function findTemplate(reader: OaReader, { customerManagement, vendorAccount }: Site): Promise<number> {
  const { template } = customerManagement
  const list = await reader.read('pem.getServiceTemplateList', { owner_id: vendorAccount, active: false })
  const found = list.find(({ st_id: id, name }) => id === template || name === template)
  if (found !== undefined) return found.st_id
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'observe/no-customer-management',
    message: `No service template is called or numbered "${template ?? ''}".`,
    hint: 'Correct customerManagement.template in the configuration.',
  })
}
