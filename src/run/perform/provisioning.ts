/** Stops provisioning from a template and starts it again: a person does, a read proves it, and nothing is ever started by itself. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import type { Performed } from '../performed.ts'
import { nobody } from '../person.ts'
import type { Session } from '../session.ts'

/** How often a person is told that it is not so yet before the run stops. */
const PATIENCE = 3

/** @throws OnboardError `upgrade/provisioning` when a read contradicts the person */
export async function performProvisioning(operation: Operation, session: Session): Promise<Performed> {
  const { provisioning } = operation
  if (provisioning === undefined) throw new TypeError(`${operation.id} switches nothing`)
  const { templateId, change } = provisioning
  const before = session.state.provisioning.get(templateId) ?? (await isActive(templateId, session))
  if (change === 'stop' && !session.state.provisioning.has(templateId))
    await session.record({ type: 'provisioning-seen', operation: operation.id, templateId, active: before })
  // What was inactive before the upgrade is left so, in the beginning and in the end.
  if (!before) return { outcome: 'adopted', id: undefined }
  const wanted = change === 'start'
  let complaint: string | undefined
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    if ((await isActive(templateId, session)) === wanted)
      return {
        outcome: attempt === 0 && !session.before.attested.has(operation.id) ? 'adopted' : 'verified',
        id: undefined,
      }
    session.permit()
    const click = { do: 'template.switch', templateId, active: wanted } as const
    const attestation = await session.person.attend(operation, click, complaint)
    if (attestation === undefined) {
      if (session.before.attested.has(operation.id) && session.person === nobody) break
      return undefined
    }
    await session.record({ type: 'operation-attested', operation: operation.id, ...attestation })
    complaint = `The template is still ${wanted ? 'inactive' : 'active'}.`
  }
  if ((await isActive(templateId, session)) === wanted) return { outcome: 'verified', id: undefined }
  throw new OnboardError({
    kind: 'failed',
    code: 'upgrade/provisioning',
    message: `${operation.title}: it was said to be done, but the template ${templateId} is ${wanted ? 'inactive' : 'active'}.`,
    hint: 'Look at it in Operations, Products > Service Templates, then type: o365-onboard resume',
    facts: { operation: operation.id, templateId },
  })
}

async function isActive(templateId: number, { client }: Session): Promise<boolean> {
  const { is_active } = await client.read('pem.getServiceTemplate', { st_id: templateId, get_resources: false })
  return is_active
}
