/** Reads an installation. Only a reader is needed: observing cannot change anything. */

import type { OaReader } from '../oa/oa-client.ts'
import type { ObservedState, Slice } from './observed-state.ts'
import { findApplication, findInstance, findTypeIds } from './observe/application.ts'
import { additionalTemplate, observeCustomerManagement } from './observe/customer-management.ts'
import { listPlans, observePlans, observePlansAgain } from './observe/plans.ts'
import { observeResellerPlans } from './observe/reseller-plans.ts'
import { observeResellerTemplates } from './observe/reseller-templates.ts'
import { listResourceTypes, observeResourceTypes } from './observe/resource-types.ts'
import { observeSalesCategories } from './observe/sales-categories.ts'
import { checkOwners } from './observe/template-owners.ts'
import { chooseTemplate, fittingTemplates, readTemplate, readTemplates, templateReading } from './observe/template.ts'
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
  const listingPlans = listPlans(reader, site)
  const choosingTemplate = Promise.all([finding, readTemplates(reader, site), choosingInstance]).then(
    async ([id, templates, { resourceId }]) => {
      const fitting = fittingTemplates(templates, site, id, resourceId)
      const additional = fitting.length > 1 ? additionalTemplate(await listingPlans, site) : undefined
      return chooseTemplate(
        fitting.filter(({ st_id: each }) => each !== additional),
        site,
        id,
      )
    },
  )
  const findingTypes = findTypeIds(reader, site)
  const [applicationId, instance, typeIds, chosen, types, resourceTypes, plans, salesCategories, ...ofResellers] =
    await Promise.all([
      finding,
      choosingInstance,
      findingTypes,
      choosingTemplate,
      Promise.all([findingTypes, choosingInstance]).then(([ids]) => observeTypes(reader, site, ids)),
      Promise.all([finding, listResourceTypes(reader), choosingTemplate]).then(([id, listed, chosen]) =>
        observeResourceTypes(reader, id, listed, chosen.resourceTypes),
      ),
      Promise.all([listingPlans, choosingTemplate]).then(([listed, chosen]) =>
        observePlans(reader, listed, chosen.template.id),
      ),
      observeSalesCategories(reader, site),
      Promise.all([listingPlans, choosingTemplate, finding]).then(([listed, chosen, id]) =>
        observeCustomerManagement(reader, site, listed, chosen, id),
      ),
      observeResellerPlans(reader, site),
      finding.then((id) => observeResellerTemplates(reader, site, id)),
    ])
  const { instanceId, resourceId } = instance
  const { template } = chosen
  const owned = new Set(types.map(({ apsId }) => apsId))
  checkOwners(chosen, { applicationId, instanceId, resourceId, others: instance.others, types: owned }, site)
  const application = { applicationId, instanceId, resourceId, ...(await instance.details), ...typeIds }
  const [customerManagement, resellerPlans, resellerTemplates] = ofResellers
  return {
    application,
    types,
    resourceTypes,
    template,
    plans,
    salesCategories,
    customerManagement,
    resellerPlans,
    resellerTemplates,
  }
}

type SliceReader = (
  reader: OaReader,
  site: Site,
  state: ObservedState,
  needless: ReadonlySet<number>,
) => Promise<Partial<ObservedState>>

const sliceReaders: Record<Slice, SliceReader> = {
  types: async (reader, site, { application }) => ({ types: await observeTypes(reader, site, application) }),
  resourceTypes: async (reader, _site, { application, template }) => {
    const [full, listed] = await Promise.all([readTemplate(reader, template.id), listResourceTypes(reader)])
    const { resourceTypes } = templateReading(full, application.applicationId)
    return { resourceTypes: await observeResourceTypes(reader, application.applicationId, listed, resourceTypes) }
  },
  template: async (reader, _site, { application, template, customerManagement }) => {
    const again = async (id: number) =>
      templateReading(await readTemplate(reader, id), application.applicationId).template
    const sold = await again(template.id)
    if (customerManagement === undefined) return { template: sold }
    return {
      template: sold,
      customerManagement: customerManagement.id === sold.id ? sold : await again(customerManagement.id),
    }
  },
  plans: async (reader, site, state, needless) => ({ plans: await observePlansAgain(reader, site, state, needless) }),
  resellerPlans: async (reader, site) => ({ resellerPlans: await observeResellerPlans(reader, site) }),
  resellerTemplates: async (reader, site, { application }) => ({
    resellerTemplates: await observeResellerTemplates(reader, site, application.applicationId),
  }),
  salesCategories: async (reader, site) => ({ salesCategories: await observeSalesCategories(reader, site) }),
}

/** Every slice: all that a run can change. */
export const allSlices = Object.keys(sliceReaders) as Slice[]

/**
 * Reads one slice again, given what is known of the others.
 *
 * @param needless the ids of plans at which no look is wanted, even where plans are read: they stay as they are known
 * @returns the parts of the state that the slice is
 */
export function observeSlice(
  reader: OaReader,
  site: Site,
  known: ObservedState,
  slice: Slice,
  needless: ReadonlySet<number> = new Set(),
): Promise<Partial<ObservedState>> {
  return sliceReaders[slice](reader, site, known, needless)
}
