/** Whose resources may be in one Office 365 template: those of one instance, and none of Azure CSP (rule I10). */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { firstFew } from '../../lib/text.ts'
import type { Site } from '../site.ts'
import type { TemplateOwner, TemplateReading } from './template.ts'

interface Owner {
  applicationId: number
  instanceId: number
  /** APS id of the instance. */
  resourceId: string
  /** APS ids of the other instances, with their ids. */
  others: ReadonlyMap<string, number>
  /** APS ids of the types of the instance. */
  types: ReadonlySet<string>
}

/** @throws OnboardError `observe/mixed-template` that names the resources which do not belong */
export function checkOwners({ template, owners }: TemplateReading, owner: Owner, site: Site): void {
  const name = `The service template "${template.name}" (${template.id})`
  const diagnostics = [...twoInstances(name, owners, owner), ...besideAzure(name, owners, owner, site)]
  const [first] = diagnostics
  if (first === undefined) return
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'observe/mixed-template',
    message: first.message,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    diagnostics: diagnostics.slice(1),
  })
}

function twoInstances(name: string, owners: readonly TemplateOwner[], owner: Owner): Diagnostic[] {
  const foreign = owners.filter((each) => isForeign(each, owner))
  const [first] = foreign
  if (first === undefined) return []
  const own = owners.find(({ reference }) => reference === owner.resourceId)
  const mine =
    own === undefined
      ? `is used for instance ${owner.instanceId}`
      : `holds "${own.name}" of instance ${owner.instanceId}`
  const theirs = foreign.map(({ name: resource, reference }) => {
    const instance = owner.others.get(reference ?? '')
    return `"${resource}" of ${instance === undefined ? 'another instance' : `instance ${instance}`}`
  })
  return [
    {
      severity: 'error',
      code: 'observe/mixed-template',
      message: `${name} ${mine} and ${firstFew(theirs)}.`,
      hint: 'One template holds resources of one instance only (Provider\'s Guide, "Creating Office 365 Service Template"). Choose another template, or another instance.',
    },
  ]
}

/** With one instance a reference to no known type is a leftover; with several it is somebody else's. */
function isForeign({ applicationId, reference }: TemplateOwner, owner: Owner): boolean {
  if (owner.others.size === 0 || reference === undefined || applicationId !== String(owner.applicationId)) return false
  return reference !== owner.resourceId && !owner.types.has(reference)
}

function besideAzure(name: string, owners: readonly TemplateOwner[], owner: Owner, { apsTypes }: Site): Diagnostic[] {
  const words = apsTypes.azureNames.map((word) => word.toLowerCase())
  const azure = owners.filter(
    (each) =>
      each.applicationId !== String(owner.applicationId) &&
      words.some((word) => each.name.toLowerCase().includes(word)),
  )
  if (azure.length === 0) return []
  return [
    {
      severity: 'error',
      code: 'observe/mixed-template',
      message: `${name} holds Azure resources beside those of Office 365: ${firstFew(azure.map((each) => `"${each.name}"`))}.`,
      hint: 'Office 365 and Azure CSP need templates of their own. If these are no Azure resources, set apsTypes.azureNames in the configuration.',
    },
  ]
}
