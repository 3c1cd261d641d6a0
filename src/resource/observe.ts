/** Reads an installation. Only a reader is needed: observing cannot change anything. */

import type { OaReader } from '../oa/oa-client.ts'
import type { ObservedState, Slice } from './observed-state.ts'
import { observeApplication } from './observe/application.ts'
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
  const [[application, types], templates, listedTypes, listedPlans, salesCategories] = await Promise.all([
    observeApplication(reader, site, (id) => {
      reader.useInstance(id)
    }).then(async (found) => [found, await observeTypes(reader, site, found)] as const),
    readTemplates(reader, site),
    listResourceTypes(reader),
    listPlans(reader),
    observeSalesCategories(reader, site),
  ])
  const { template, resourceTypes: inTemplate } = chooseTemplate(templates, site, application)
  const [resourceTypes, plans] = await Promise.all([
    observeResourceTypes(reader, application, listedTypes, inTemplate),
    observePlans(reader, listedPlans, template.id),
  ])
  return { application, types, resourceTypes, template, plans, salesCategories }
}

type SliceReader = (reader: OaReader, site: Site, state: ObservedState) => Promise<Partial<ObservedState>>

const sliceReaders: Record<Slice, SliceReader> = {
  types: async (reader, site, { application }) => ({ types: await observeTypes(reader, site, application) }),
  resourceTypes: async (reader, _site, { application, template }) => {
    const [full, listed] = await Promise.all([readTemplate(reader, template.id), listResourceTypes(reader)])
    const { resourceTypes } = templateReading(full, application)
    return { resourceTypes: await observeResourceTypes(reader, application, listed, resourceTypes) }
  },
  template: async (reader, _site, { application, template }) => ({
    template: templateReading(await readTemplate(reader, template.id), application).template,
  }),
  plans: async (reader, _site, { template }) => ({
    plans: await observePlans(reader, await listPlans(reader), template.id),
  }),
  salesCategories: async (reader, site) => ({ salesCategories: await observeSalesCategories(reader, site) }),
}

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
