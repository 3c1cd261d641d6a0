/** What the installation knows of its Office 365 application: the id, the instances with their URIs, and the templates. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { findApplication } from '../../resource/observe/application.ts'
import { holds, readTemplates } from '../../resource/observe/template.ts'
import { type InstanceVersion, readInstances, sameVersion } from '../../resource/observe/versions.ts'
import { asFact, notFound, together, type Finding, type Inquiry, type Source } from './source.ts'

export const application: Source = {
  asks: 'Reading the installation',
  finds: ['version', 'application', 'gateway.instance', 'gateway.url', 'template.id', 'template.name'],
  look: (inquiry) =>
    trying('application, gateways and templates', async () => {
      const id = await findApplication(inquiry.reader, inquiry.site)
      return together([
        asFact({ name: 'application', value: id, from: 'the installation' }),
        await trying('gateways', () => gateways(id, inquiry)),
        await trying('templates', () => templates(id, inquiry)),
      ])
    }),
}

/** @throws OnboardError `upgrade/other-version` */
async function gateways(applicationId: number, { reader, site, facts }: Inquiry): Promise<Finding> {
  const instances = await readInstances(reader, site)
  checkVersions(instances, String(facts.at()('version')))
  if (instances.length === 0) return notFound('gateways', `the application ${applicationId} has no instance.`)
  return together(
    instances.flatMap(({ application_instance_id: id, url }) => {
      const from = `application instance ${id}`
      const of = String(id)
      const key = asFact({ name: 'gateway.instance', value: id, from, of })
      if (url !== undefined)
        return [key, asFact({ name: 'gateway.url', value: url, from, of }, `gateway.url of ${from}`)]
      const where = `Look at it in Services > Applications > Office 365 > Instances > ${id} > General.`
      return [key, notFound(`gateway.url of ${from}`, 'Odin Automation does not tell it.', where)]
    }),
  )
}

/** Nothing is planned for another version than the installation has: the procedures differ. */
function checkVersions(instances: readonly InstanceVersion[], version: string): void {
  const others = instances.filter(({ package_version: found }) => !sameVersion(found, version))
  if (others.length === 0) return
  const told = others.map(
    ({ application_instance_id: id, package_version }) => `instance ${id} is at ${package_version}`,
  )
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'upgrade/other-version',
    message: `Not every instance of the application is at ${version}: ${told.join(', ')}.`,
    hint: 'Nothing was done. Give the version that is installed with --from; an upgrade that was begun is gone on with: o365-onboard resume',
    facts: {
      instances: Object.fromEntries(others.map((each) => [each.application_instance_id, each.package_version])),
    },
  })
}

/** Those of the provider and of power resellers, sold or not: an inactive one stays so, and its step says so. */
async function templates(applicationId: number, { reader, site }: Inquiry): Promise<Finding> {
  const powers = site.resellers.filter(({ model }) => model === 'power').map(({ account }) => account)
  const owners = [...new Set([site.vendorAccount, ...powers])]
  const all = await Promise.all(owners.map((vendorAccount) => readTemplates(reader, { vendorAccount })))
  const ours = all.flat().filter((template) => holds(template, applicationId))
  if (ours.length === 0)
    return notFound('templates', `no service template holds resources of the application ${applicationId}.`)
  return together(
    ours.flatMap(({ st_id: id, name }) => {
      const from = `service template ${id}`
      const of = String(id)
      return [
        asFact({ name: 'template.id', value: id, from, of }),
        asFact({ name: 'template.name', value: name, from, of }, `template.name of ${from}`),
      ]
    }),
  )
}

/** A read that fails takes nothing else with it; that the version is another one stops everything. */
async function trying(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof OnboardError) || error.kind !== 'failed') throw error
    return notFound(what, error.message, error.hint)
  }
}
