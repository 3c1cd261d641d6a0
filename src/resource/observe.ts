/** Reads an installation. Only a reader is needed: observing cannot change anything. */

import type { OaReader } from '../oa/oa-client.ts'
import type { ObservedState, Slice } from './observed-state.ts'
import { observeApplication } from './observe/application.ts'
import { observePlans } from './observe/plans.ts'
import { observeResourceTypes } from './observe/resource-types.ts'
import { observeSalesCategories } from './observe/sales-categories.ts'
import { observeTemplate } from './observe/template.ts'
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
  const application = await observeApplication(reader, site, (id) => {
    reader.useInstance(id)
  })
  const [types, [{ template }, resourceTypes, plans], salesCategories] = await Promise.all([
    observeTypes(reader, site, application),
    observeTemplate(reader, site, application).then((reading) =>
      Promise.all([
        Promise.resolve(reading),
        observeResourceTypes(reader, application, reading.resourceTypes),
        observePlans(reader, reading.template.id),
      ]),
    ),
    observeSalesCategories(reader, site),
  ])
  return { application, types, resourceTypes, template, plans, salesCategories }
}

/** Reads one slice again, keeping the rest. */
export async function observeSlice(
  reader: OaReader,
  site: Site,
  state: ObservedState,
  slice: Slice,
): Promise<ObservedState> {
  const { application, template } = state
  const readers: Record<Slice, () => Promise<Partial<ObservedState>>> = {
    types: async () => ({ types: await observeTypes(reader, site, application) }),
    resourceTypes: async () => {
      const reading = await observeTemplate(reader, site, application, template.id)
      return { resourceTypes: await observeResourceTypes(reader, application, reading.resourceTypes) }
    },
    template: async () => {
      const reading = await observeTemplate(reader, site, application, template.id)
      return { template: reading.template }
    },
    plans: async () => ({ plans: await observePlans(reader, template.id) }),
    salesCategories: async () => ({ salesCategories: await observeSalesCategories(reader, site) }),
  }
  return { ...state, ...(await readers[slice]()) }
}
