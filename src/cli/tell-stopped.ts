/** Provisioning that an upgrade has stopped is an outage: every command that knows of runs says so, until it is started. */

import { isoTime } from '../lib/clock.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { OaReader } from '../oa/oa-client.ts'
import { OaFault } from '../oa/oa-fault.ts'
import { isTemplateActive } from '../resource/observe/template.ts'
import { noteStart, stoppedProvisioning, stoppedWords, type StoppedProvisioning } from '../run/stopped-provisioning.ts'
import type { Context } from './context.ts'
import { type Desk, showDiagnostics } from './desk.ts'
import { tellDebts, type DebtOptions } from './tell-debts.ts'

const CODE = 'upgrade/provisioning-stopped'

export interface StoppedOptions {
  /** Nothing else may be brought on sale meanwhile. */
  refuses?: boolean
  /** With it, what somebody has started by hand is no longer told. */
  reader?: OaReader
  /** Whether this command may note that, too. */
  notes?: boolean
}

/** All that stands open, for commands that do not talk to the installation. @throws as {@link tellDebts} */
export async function tellOpen(desk: Desk, context: Context, options: DebtOptions): Promise<void> {
  await tellDebts(desk, context, options)
  await tellStopped(desk, context)
}

/** @throws OnboardError `upgrade/provisioning-stopped` where that ends the command; `once/unreadable` */
export async function tellStopped(desk: Desk, context: Context, options: StoppedOptions = {}): Promise<void> {
  for (const stopped of await stoppedProvisioning(desk.ledger)) {
    if (options.reader !== undefined && (await isActive(options.reader, stopped))) {
      if (options.notes === true) await noteStartedByHand(desk, stopped, context)
      continue
    }
    const message = stoppedWords(stopped)
    const hint = `It is started in the last step of the upgrade: o365-onboard resume ${stopped.run}. Where that was given up, activate the template by hand: Operations, Products > Service Templates.`
    const facts = { run: stopped.run, templateId: stopped.templateId }
    if (options.refuses === true)
      throw new OnboardError({
        kind: 'refused-by-safety',
        code: CODE,
        message,
        hint: `Nothing was done. ${hint}`,
        facts,
      })
    await showDiagnostics([{ severity: 'warning', code: CODE, message, hint }], context)
  }
}

async function isActive(reader: OaReader, { templateId }: StoppedProvisioning): Promise<boolean> {
  try {
    return await isTemplateActive(reader, templateId)
  } catch (error) {
    if (error instanceof OaFault) return false
    throw error
  }
}

function noteStartedByHand({ ledger }: Desk, { templateId }: StoppedProvisioning, { clock }: Context): Promise<void> {
  return noteStart(templateId, ledger, { run: '', operation: 'by hand', at: isoTime(clock.now()) })
}
