/**
 * Provisioning that an upgrade has stopped and nobody has started again. The ledger knows it, and not only the run: it
 * outlives a run that was given up or lost, and the next upgrade knows by it what was active before.
 */

import { isoTime } from '../lib/clock.ts'
import type { Operation } from '../plan/plan.ts'
import type { OnceLedger } from './once-ledger.ts'
import type { Session } from './session.ts'

const PREFIX = 'provisioning/'

export interface StoppedProvisioning {
  templateId: number
  templateName: string
  run: string
  since: string
}

export async function stoppedProvisioning(ledger: OnceLedger): Promise<StoppedProvisioning[]> {
  const open = await ledger.open()
  return open.flatMap(({ name, label, run, at }) =>
    name.startsWith(PREFIX)
      ? [{ templateId: Number(name.slice(PREFIX.length)), templateName: label ?? '', run, since: at }]
      : [],
  )
}

/** Whether it stands stopped, by this run or an earlier one. */
export async function isStopped(templateId: number, ledger: OnceLedger): Promise<boolean> {
  return (await ledger.last(nameOf(templateId)))?.what === 'begun'
}

/** Before the first change of the template: from now on nobody forgets it. */
export async function noteStop(operation: Operation, templateId: number, session: Session): Promise<void> {
  const { ledger, run } = session.machine
  if (await isStopped(templateId, ledger)) return
  const at = isoTime(session.clock.now())
  await ledger.note({
    name: nameOf(templateId),
    what: 'begun',
    run,
    operation: operation.id,
    at,
    label: operation.provisioning?.templateName ?? '',
  })
}

export async function noteStart(
  templateId: number,
  ledger: OnceLedger,
  { run, operation, at }: { run: string; operation: string; at: string },
): Promise<void> {
  if (await isStopped(templateId, ledger))
    await ledger.note({ name: nameOf(templateId), what: 'done', run, operation, at })
}

/** For whoever sells. */
export function stoppedWords({ templateId, templateName, run, since }: StoppedProvisioning): string {
  return `PROVISIONING FROM "${templateName}" (${templateId}) IS STOPPED since ${since} by the upgrade ${run}: nothing on it can be sold.`
}

function nameOf(templateId: number): string {
  return `${PREFIX}${templateId}`
}
