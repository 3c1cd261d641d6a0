/** Reads an installation. Only a reader is needed: observing cannot change anything. */

import type { OaReader } from '../oa/oa-client.ts'
import type { ObservedState, Slice } from './observed-state.ts'
import { findApplication, findInstance, findTypeIds } from './observe/application.ts'
import { listPlans, observePlans } from './observe/plans.ts'
import { listResourceTypes, observeResourceTypes } from './observe/resource-types.ts'
import { observeSalesCategories } from './observe/sales-categories.ts'
import { chooseTemplate, readTemplate, readTemplates, templateReading } from './observe/template.ts'
import { observeTypes } from './observe/types.ts'
import type { Site } from './site.ts'

/** A reader that can be told which application instance its APS calls speak for. */
export interface InstallationReader extends OaReader {
  useInstance(id: number): void
}

/**
 * Everything that procedures A and B look at, read side by side where nothing depends on anything.
 *
 * @throws OnboardError when the application, its instance or its template cannot be told; OaFault from any call
 */
export async function observe(reader: InstallationReader, site: Site): Promise<ObservedState> {
  const finding = findApplication(reader, site)
  const choosingInstance = finding.then(async (id) => {
    const found = await findInstance(reader, site, id)
    reader.useInstance(found.instanceId)
    return found
  })
  const choosingTemplate = Promise.all([finding, readTemplates(reader, site)]).then(([id, templates]) =>
    chooseTemplate(templates, site, id),
  )
  const findingTypes = findTypeIds(reader, site)
  const [applicationId, instance, typeIds, { template }, types, resourceTypes, plans, salesCategories] =
    await Promise.all([
      finding,
      choosingInstance,
      findingTypes,
      choosingTemplate,
      Promise.all([findingTypes, choosingInstance]).then(([ids]) => observeTypes(reader, site, ids)),
      Promise.all([finding, listResourceTypes(reader), choosingTemplate]).then(([id, listed, chosen]) =>
        observeResourceTypes(reader, id, listed, chosen.resourceTypes),
      ),
      Promise.all([listPlans(reader), choosingTemplate]).then(([listed, chosen]) =>
        observePlans(reader, listed, chosen.template.id),
      ),
      observeSalesCategories(reader, site),
    ])
  const { instanceId, resourceId } = instance
  const application = { applicationId, instanceId, resourceId, ...(await instance.details), ...typeIds }
  return { application, types, resourceTypes, template, plans, salesCategories }
}

type SliceReader = (reader: OaReader, site: Site, state: ObservedState) => Promise<Partial<ObservedState>>

const sliceReaders: Record<Slice, SliceReader> = {
  types: async (reader, site, { application }) => ({ types: await observeTypes(reader, site, application) }),
  resourceTypes: async (reader, _site, { application, template }) => {
    const [full, listed] = await Promise.all([readTemplate(reader, template.id), listResourceTypes(reader)])
    const { resourceTypes } = templateReading(full, application.applicationId)
    return { resourceTypes: await observeResourceTypes(reader, application.applicationId, listed, resourceTypes) }
  },
  template: async (reader, _site, { application, template }) => ({
    template: templateReading(await readTemplate(reader, template.id), application.applicationId).template,
  }),
  plans: async (reader, _site, { template }) => ({
    plans: await observePlans(reader, await listPlans(reader), template.id),
  }),
  salesCategories: async (reader, site) => ({ salesCategories: await observeSalesCategories(reader, site) }),
}

/** Every slice: all that a run can change. */
export const allSlices = Object.keys(sliceReaders) as Slice[]

/** Reads some slices again, keeping the rest. */
export async function observeSlices(
  reader: OaReader,
  site: Site,
  state: ObservedState,
  slices: Iterable<Slice>,
): Promise<ObservedState> {
  const parts = await Promise.all([...slices].map((slice) => sliceReaders[slice](reader, site, state)))
  return Object.assign({ ...state }, ...parts) as ObservedState
}
