/** Which application instance and template a plan is for, and whether a plan is for these. */

import { canonicalJson, sameJson } from '../lib/json.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import type { Target } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'

/** Which installation, as people call it and as it is reached. */
export interface Installation {
  name: string
  /** Where Operations answers, without credentials. */
  endpoint: string
  site: Site
}

export function targetOf({ name, endpoint, site }: Installation, { application, template }: ObservedState): Target {
  return {
    installation: name,
    endpoint,
    scenario: site.scenario,
    applicationId: application.applicationId,
    instanceId: application.instanceId,
    applicationVersion: application.version,
    licenseType: application.licenseType,
    addonType: application.addonType,
    properties: site.apsTypes.properties,
    vendorAccount: site.vendorAccount,
    templateId: template.id,
    templateName: template.name,
  }
}

/**
 * A run that has begun goes on with what its own plan says; a file must fit in everything that it is applied with.
 *
 * @throws OnboardError `plan/other-installation`
 */
export function checkRest(planned: Target, found: Target): void {
  const differs = (Object.keys(found) as (keyof Target)[]).find((field) => !sameJson(planned[field], found[field]))
  if (differs === undefined) return
  throw new OnboardError({
    kind: 'stale-plan',
    code: 'plan/other-installation',
    message: `The plan was made for another ${differs} than the installation has now: ${canonicalJson(planned[differs])} instead of ${canonicalJson(found[differs])}.`,
    hint: 'Nothing was done. Make a new plan and look at the difference.',
  })
}

/** @throws OnboardError `plan/other-installation` */
export function checkTarget(planned: Target, found: Target): void {
  const differs = (['installation', 'endpoint', 'applicationId', 'instanceId', 'templateId'] as const).find(
    (field) => planned[field] !== found[field],
  )
  if (differs === undefined) return
  throw new OnboardError({
    kind: 'stale-plan',
    code: 'plan/other-installation',
    message: `The plan was made for ${differs} "${planned[differs]}"; this is "${found[differs]}".`,
    hint: 'Nothing was done. Use the configuration that the plan was made with, or make a new plan.',
  })
}
