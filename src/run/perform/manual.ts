/** Has a person do an operation, and believes what can be read rather than what is said. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { PanelAction } from '../../oa/simulator/panel-action.ts'
import type { Operation } from '../../plan/plan.ts'
import { offerTarget } from '../../plan/targets.ts'
import { keyOf } from '../../resource/kinds.ts'
import type { ClickTask, ManualTask } from '../../resource/resource.ts'
import { findSync } from '../../resource/syncs.ts'
import type { Performed } from '../performed.ts'
import { nobody } from '../person.ts'
import { readBack } from '../read-back.ts'
import type { Session } from '../session.ts'
import { kindOfOperation } from '../standing.ts'
import { upgradeClick } from './upgrade-clicks.ts'

/** How often a person is told that it is not there yet before the run stops. */
const PATIENCE = 3

/** @throws OnboardError `apply/not-done` when a read contradicts the person */
export async function performManual(operation: Operation, session: Session): Promise<Performed> {
  const shown = withInstructions(operation, session)
  const click = clickFor(operation, session)
  let complaint: string | undefined
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const saidBefore = attempt === 0 && session.before.attested.has(operation.id)
    if (!saidBefore) {
      // Nobody is asked for what another run may be doing by now.
      session.permit()
      const attestation = await session.person.attend(shown, click, complaint)
      if (attestation === undefined) {
        // Whoever said so with `attest` is not here to be told; a pause alone would hide that it is not true.
        if (complaint !== undefined && session.person === nobody) break
        return undefined
      }
      await session.record({ type: 'operation-attested', operation: operation.id, ...attestation })
    }
    if (isShownBy(operation, session)) {
      const performed = await verify(operation, session)
      if (performed !== undefined) return performed
      complaint = 'OA does not show it yet.'
    } else complaint = `The evidence must have: ${operation.evidence ?? ''}`
  }
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/not-done',
    message: isShownBy(operation, session)
      ? `${operation.title}: it was said to be done, but OA does not show it.`
      : `${operation.title}: it was said to be done, but the evidence is not ${operation.evidence ?? ''}.`,
    hint: isShownBy(operation, session)
      ? 'Check it in the control panel, then type: o365-onboard resume'
      : 'Nothing after it is done. Give it exactly so with attest --evidence, then type: o365-onboard resume',
    facts: { operation: operation.id },
  })
}

/** An upgrade may want a certain text as evidence: the name of the installation alone, anything else among other words. */
function isShownBy({ id, evidence }: Operation, { state, plan }: Session): boolean {
  if (evidence === undefined) return true
  const [given, wanted] = [state.attested.get(id)?.evidence ?? '', evidence].map((text) => text.trim().toLowerCase())
  return wanted === plan.target.installation.toLowerCase() ? given === wanted : (given ?? '').includes(wanted ?? '')
}

async function verify(operation: Operation, session: Session): Promise<Performed> {
  const { standing, id } = await readBack(operation, session)
  if (standing === 'unreadable') return { outcome: 'attested', id: undefined }
  return standing === 'fulfilled' ? { outcome: 'verified', id } : undefined
}

function manualTask(operation: Operation, session: Session): ManualTask {
  const { plan } = session
  return {
    action: operation.action === 'create' ? 'create' : 'update',
    key: keyOf(operation.address ?? ''),
    label: operation.label,
    value: operation.value ?? {},
    before: operation.before ?? undefined,
    target: offerTarget(plan),
    nameOf: (key) => plan.names[key] ?? key,
  }
}

/** An operation planned for an API that the site allows no longer has no instructions in the plan; they are made now. */
function withInstructions(operation: Operation, session: Session): Operation {
  const kind = kindOfOperation(operation)
  if (operation.manual !== undefined || kind === undefined) return operation
  const work = kind.manual(manualTask(operation, session))
  return { ...operation, type: 'manual', via: 'manual', manual: { ...work, lines: [...work.lines] } }
}

function clickFor(operation: Operation, session: Session): PanelAction | undefined {
  const { address } = operation
  if (address === undefined) return upgradeClick(operation)
  const does = kindOfOperation(operation) ?? findSync(address.slice(0, address.indexOf('/')))
  const task: ClickTask = { ...manualTask(operation, session), idOf: session.idOf }
  return does?.click(task)
}
