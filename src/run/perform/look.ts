/** The checks of upgrades: what the document wants to be true, read from the installation. */

import { isBelow } from '../../lib/version.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import { readTemplate } from '../../resource/observe/template.ts'
import { type InstanceVersion, readInstance, readInstances, sameVersion } from '../../resource/observe/versions.ts'
import type { LookStep } from '../../runbook/steps/look.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { performManual } from './manual.ts'

type Wanted = Readonly<Record<string, string>>
/** @returns what is wrong, or undefined; `unreadable` where no read can tell */
type Look = (wanted: Wanted, session: Session) => Promise<string | undefined>

const UNREADABLE = 'unreadable'

const performed: Readonly<Record<LookStep['check'], Look>> = {
  'current-version': async ({ version = '' }, { client, site }) => {
    const others = (await readInstances(client, site)).filter((each) => !sameVersion(each.package_version, version))
    return others.length === 0 ? undefined : `not at ${version}: ${others.map(inWords).join(', ')}`
  },
  'no-instance-upgraded': async ({ to = '' }, { client, site }) => {
    const upgraded = (await readInstances(client, site)).filter((each) => sameVersion(each.package_version, to))
    return upgraded.length === 0 ? undefined : `upgraded already: ${upgraded.map(inWords).join(', ')}`
  },
  'endpoint-uri': async (wanted, session) => {
    const id = Number(wanted['gateway.instance'])
    const found = await readInstance(session.client, id)
    if (found.url === undefined) return UNREADABLE
    return found.url === wanted['gateway.url'] ? undefined : `instance ${id} has ${found.url}`
  },
  'once-done': async ({ once = '' }, { machine }) => {
    const entry = await machine.ledger.last(once)
    return entry?.what === 'done' ? undefined : `the ledger of this installation has no end of ${once}`
  },
  'once-never-begun': async ({ once = '' }, { machine }) => {
    const entry = await machine.ledger.last(once)
    return entry === undefined ? undefined : `${once} was begun on ${entry.at}, in the run ${entry.run} (${entry.what})`
  },
  // That OA calls the service as the panel does is inferred: what is not seen so, a person looks at.
  'contact-data': async (wanted, { client }) => {
    const { resource_types = [] } = await readTemplate(client, Number(wanted['template.id']))
    const isThere = resource_types.some(({ act_params = [] }) => {
      const values = new Map(act_params.map(({ var_name, var_value }) => [var_name, var_value]))
      return values.get('service_id') === 'TenantContactData' && values.get('autoprovide_service') === '0'
    })
    return isThere ? undefined : UNREADABLE
  },
  'still-stopped': async (wanted, { client }) => {
    const st_id = Number(wanted['template.id'])
    const { is_active, name } = await client.read('pem.getServiceTemplate', { st_id, get_resources: false })
    return is_active
      ? `"${name}" (${st_id}) is active, so new orders are provisioned in the middle of the upgrade`
      : undefined
  },
  'platform-version': async (_wanted, { client }) => {
    const reports = [{ name: 'BuildHistory', value: '' }]
    const [report] = await client.read('pem.statistics.getStatisticsReport', { reports })
    const [, version] = /\b(?:oa|cb)-(\d+(?:\.\d+)*)/.exec(report?.value ?? '') ?? []
    // Of 7.0.x only builds with a hotfix will do, and how a build tells its hotfixes is not known.
    if (version === undefined || (!isBelow(version, '7.0.1') && isBelow(version, '7.1'))) return UNREADABLE
    return isBelow(version, '7.0.1') || !isBelow(version, '7.2') ? `this is ${version}` : undefined
  },
}

function isKnown(look: string): look is LookStep['check'] {
  return Object.hasOwn(performed, look)
}

/** @throws OnboardError `upgrade/not-as-wanted`; `oa/…` */
export async function performLook(operation: Operation, session: Session): Promise<Performed> {
  const { look = '', ...wanted } = operation.value as Wanted
  // A plan may come from another version: what is not known here, a person looks at.
  const wrong = await (isKnown(look) ? performed[look](wanted, session) : UNREADABLE)
  if (wrong === undefined) return { outcome: 'verified', id: undefined }
  if (wrong === UNREADABLE) return performManual(operation, session)
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'upgrade/not-as-wanted',
    message: `${operation.title}: no, ${wrong}.`,
    hint: `Go no further. ${(operation.manual?.lines ?? []).join(' ')} When it is so, type: o365-onboard resume; with other facts, abandon this run and make a new plan.`,
    facts: { operation: operation.id },
  })
}

function inWords({ application_instance_id, package_version }: InstanceVersion): string {
  return `instance ${application_instance_id} is at ${package_version}`
}
