/** Operations: the application, its instances, and the tokens for the APS bus (oa-wire.md 1.4 and 3). */

import { isMethodName } from '../method-routes.ts'
import type { HandlerTable } from '../handler.ts'
import { noSuchRow, Refusal } from '../refusal.ts'
import { findInstance, importPackage, upgradeInstance, upgrading } from '../application-changes.ts'

export const applicationHandlers = {
  'pem.getMethodSignature': (_context, { method_name }) => {
    if (isMethodName('operations', method_name)) return `struct ${method_name}(struct)`
    // What OA answers for a method that it does not have is not known (inferred).
    throw new Refusal(`Method '${method_name}' is not found.`, { extypeId: 10 })
  },

  // The elements around the build are inferred.
  'pem.statistics.getStatisticsReport': ({ world }, { reports }) =>
    reports.map(({ name }) => ({ name, value: `<${name}><Build><Build>${world.oaVersion}</Build></Build></${name}>` })),

  'pem.APS.getApplications': ({ world }, { aps_application_id }) => {
    const { id, apsId } = world.application
    if (aps_application_id !== undefined && aps_application_id !== apsId) return []
    return [{ application_id: id, aps_application_id: apsId, package_version: world.appVersion }]
  },

  'pem.APS.getApplicationInstances': ({ world }, { app_id }) =>
    app_id === world.application.id
      ? world.instances.map(({ id, apsId }) => ({ application_instance_id: id, application_resource_id: apsId }))
      : [],

  'pem.APS.getApplicationInstance': (context, { application_instance_id }) => {
    const instance = findInstance(context, application_instance_id)
    return {
      application_instance_id: instance.id,
      application_id: context.world.application.id,
      package_version: instance.packageVersion,
      url: instance.url,
      status: context.session.isPending(upgrading(instance)) ? 'Upgrading' : instance.status,
      rt_id: instance.resourceTypeId,
      application_resource_id: instance.apsId,
    }
  },

  'pem.APS.getPackage': ({ world, state }, { package_reference: { application_id, application_version } }) => {
    if (application_id !== world.application.id) throw noSuchRow('Application', application_id)
    if (!state.packages.has(application_version)) throw noSuchRow('Package', application_version)
    // That a failed task on upgrade relations leaves the package itself ready is inferred.
    return { status: 'Ready' }
  },

  'pem.APS.importPackage': (context, { package_url }) => ({
    application_id: context.world.application.id,
    package_version: importPackage(context, package_url),
  }),

  'pem.APS.upgradeApplicationInstance': (context, { application_instance_id, package_version }) => {
    upgradeInstance(context, application_instance_id, package_version)
  },

  // The argument is inferred.
  'pem.APS.getApplicationInstanceToken': (context, { application_instance_id }) =>
    context.session.issueToken({ kind: 'instance', instanceId: findInstance(context, application_instance_id).id }),

  // User 1 is the administrator, the only one there is.
  'pem.APS.getUserToken': ({ session }, { user_id }) => {
    if (user_id !== 1) throw noSuchRow('User', user_id)
    return session.issueToken({ kind: 'user', userId: user_id })
  },
} satisfies Partial<HandlerTable>
