/** Finds the Office 365 service template and reads its resources and limits. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { ObservedResourceType, ObservedTemplate } from '../observed-state.ts'
import type { Site } from '../site.ts'

type FullTemplate = MethodResult<'pem.getServiceTemplate'>

export interface TemplateReading {
  template: ObservedTemplate
  /** The resource types in the template that refer to a license type or add-on type. */
  resourceTypes: ObservedResourceType[]
  /** Whose each of its resources is, whatever its class. */
  owners: TemplateOwner[]
}

/** A resource of a template, and what it belongs to: an application, and in it perhaps one APS resource. */
export interface TemplateOwner {
  name: string
  applicationId: string | undefined
  reference: string | undefined
}

/** The class of 'License' and 'Add-on' resource types: Application Service Reference (oa-wire.md, section 4.1). */
export const REFERENCE_CLASS = 'rc.saas.service.link'

/** The templates that could be meant: the configured one, else all of the vendor's. */
export async function readTemplates(
  reader: OaReader,
  site: Pick<Site, 'template' | 'vendorAccount'>,
): Promise<FullTemplate[]> {
  const list = await reader.read('pem.getServiceTemplateList', { owner_id: site.vendorAccount, active: false })
  const named = list.filter((t) => site.template === undefined || t.st_id === site.template || t.name === site.template)
  return Promise.all(named.map((template) => readTemplate(reader, template.st_id)))
}

export function readTemplate(reader: OaReader, id: number): Promise<FullTemplate> {
  return reader.read('pem.getServiceTemplate', { st_id: id, get_resources: true, get_full_info: true })
}

/** Whether anything on it can be sold; the cheapest read that tells. */
export async function isTemplateActive(reader: OaReader, id: number): Promise<boolean> {
  return (await reader.read('pem.getServiceTemplate', { st_id: id, get_resources: false })).is_active
}

/**
 * The configured template, else those that hold resource types of the application; of several, only those that refer to
 * the instance, since each instance has its own (rule I10).
 *
 * @param instance APS id of the instance
 */
export function fittingTemplates(
  full: readonly FullTemplate[],
  site: Site,
  applicationId: number,
  instance: string,
): readonly FullTemplate[] {
  if (site.template !== undefined) return full
  const holding = full.filter((template) => holds(template, applicationId))
  const ofInstance = holding.filter((template) => refersTo(template, instance))
  return holding.length > 1 && ofInstance.length > 0 ? ofInstance : holding
}

/** @throws OnboardError `observe/no-template`, `observe/which-template` unless exactly one fits */
export function chooseTemplate(fitting: readonly FullTemplate[], site: Site, applicationId: number): TemplateReading {
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return templateReading(only, applicationId)
  const names = fitting.map((template) => `"${template.name}" (${template.st_id})`)
  throw new OnboardError({
    kind: 'invalid-input',
    code: only === undefined ? 'observe/no-template' : 'observe/which-template',
    message:
      only === undefined
        ? `No service template ${site.template === undefined ? 'holds resources of the Office 365 application' : `is called or numbered "${site.template}"`}.`
        : `${fitting.length} service templates could be meant: ${names.join(', ')}.`,
    hint: 'Say which one in the configuration: template: <id or name>',
  })
}

type TemplateResource = NonNullable<FullTemplate['resource_types']>[number]

function activationParameter(resource: TemplateResource, name: string): string | undefined {
  return resource.act_params?.find((parameter) => parameter.var_name === name)?.var_value
}

/** Whether anything of the application is in a template. */
export function holds(template: FullTemplate, applicationId: number): boolean {
  const resources = template.resource_types ?? []
  return resources.some((resource) => activationParameter(resource, 'app_id') === String(applicationId))
}

/** The resource "Office 365 Global Settings" of a template refers to the instance itself (oa-wire.md, section 4.1). */
function refersTo(template: FullTemplate, instance: string): boolean {
  return (template.resource_types ?? []).some((resource) => activationParameter(resource, 'resource_uid') === instance)
}

/** What each resource of a template belongs to. */
function ownersOf(template: FullTemplate): TemplateOwner[] {
  return (template.resource_types ?? []).map((resource) => ({
    name: resource.name,
    applicationId: activationParameter(resource, 'app_id'),
    reference: activationParameter(resource, 'resource_uid'),
  }))
}

export function templateReading(template: FullTemplate, applicationId: number): TemplateReading {
  const resources = template.resource_types ?? []
  const resourceTypes = resources.flatMap((resource) => {
    const typeId = activationParameter(resource, 'resource_uid')
    const ours = activationParameter(resource, 'app_id') === String(applicationId)
    const isReference = resource.resclass_name === REFERENCE_CLASS && ours && typeId !== undefined
    return isReference ? [{ id: resource.resource_type_id, name: resource.name, typeId }] : []
  })
  return {
    template: {
      id: template.st_id,
      name: template.name,
      active: template.is_active,
      limits: new Map(resources.map((resource) => [resource.resource_type_id, Number(resource.limit ?? -1)])),
    },
    resourceTypes,
    owners: ownersOf(template),
  }
}
