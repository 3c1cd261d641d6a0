/** Stops provisioning from a template and starts it again: by a person, or by API where the site allows it; a read proves it. */

import { isoTime } from '../../lib/clock.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import { activation, deactivation } from '../../resource/kinds/template-window.ts'
import { isTemplateActive } from '../../resource/observe/template.ts'
import { isByApi, upgradeWays } from '../../resource/upgrade-ways.ts'
import type { Performed } from '../performed.ts'
import { nobody } from '../person.ts'
import type { Session } from '../session.ts'
import { settledWriter } from '../settled-writer.ts'
import { isStopped, noteStart, noteStop } from '../stopped-provisioning.ts'

/** How often a person is told that it is not so yet before the run stops. */
const PATIENCE = 3

/** @throws OnboardError `upgrade/provisioning` when a read contradicts the person; `apply/…`, `wait/…` for a lost answer */
export async function performProvisioning(operation: Operation, session: Session): Promise<Performed> {
  const { provisioning } = operation
  if (provisioning === undefined) throw new TypeError(`${operation.id} switches nothing`)
  const { templateId, change } = provisioning
  // What was inactive before the upgrade is left so, in the beginning and in the end.
  if (!(await wasActive(operation, templateId, session))) return { outcome: 'adopted', id: undefined }
  if (change === 'stop') await noteStop(operation, templateId, session)
  const isSaid = session.before.attested.has(operation.id)
  const byApi = !isSaid && isByApi(upgradeWays.provisioning, session.site)
  const performed = await (byApi ? switchByApi : switchByHand)(operation, templateId, change === 'start', session)
  const { ledger, run } = session.machine
  if (change === 'start' && performed !== undefined)
    await noteStart(templateId, ledger, { run, operation: operation.id, at: isoTime(session.clock.now()) })
  return performed
}

/** As this run has seen it; where an earlier upgrade stopped it and never came to its end, it was active before that. */
async function wasActive({ id, provisioning }: Operation, templateId: number, session: Session): Promise<boolean> {
  const known = session.state.provisioning.get(templateId)
  if (known !== undefined) return known
  const active =
    (await isStopped(templateId, session.machine.ledger)) || (await isTemplateActive(session.client, templateId))
  if (provisioning?.change === 'stop')
    await session.record({ type: 'provisioning-seen', operation: id, templateId, active })
  return active
}

type Switch = (operation: Operation, templateId: number, active: boolean, session: Session) => Promise<Performed>

const switchByHand: Switch = async (operation, templateId, active, session) => {
  const isSaid = session.before.attested.has(operation.id)
  let complaint: string | undefined
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    if ((await isTemplateActive(session.client, templateId)) === active)
      return { outcome: attempt === 0 && !isSaid ? 'adopted' : 'verified', id: undefined }
    session.permit()
    const click = { do: 'template.switch', templateId, active } as const
    const attestation = await session.person.attend(operation, click, complaint)
    if (attestation === undefined) {
      if (isSaid && session.person === nobody) break
      return undefined
    }
    await session.record({ type: 'operation-attested', operation: operation.id, ...attestation })
    complaint = `The template is still ${active ? 'inactive' : 'active'}.`
  }
  if ((await isTemplateActive(session.client, templateId)) === active) return { outcome: 'verified', id: undefined }
  throw new OnboardError({
    kind: 'failed',
    code: 'upgrade/provisioning',
    message: `${operation.title}: it was said to be done, but the template ${templateId} is ${active ? 'inactive' : 'active'}.`,
    hint: 'Look at it in Operations, Products > Service Templates, then type: o365-onboard resume',
    facts: { operation: operation.id, templateId },
  })
}

const switchByApi: Switch = async ({ id }, templateId, active, session) => {
  if ((await isTemplateActive(session.client, templateId)) === active) return { outcome: 'adopted', id: undefined }
  session.permit()
  const { client } = session
  const writer = settledWriter(id, session)
  if (active) {
    const { name, params, look } = activation(client, templateId)
    await writer.write(name, params, look, { repeatable: true })
  } else {
    const { name, params, look } = deactivation(client, templateId)
    await writer.write(name, params, look)
  }
  return { outcome: 'applied', id: undefined }
}
