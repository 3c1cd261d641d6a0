/** `attest <run> <operation>`: records that a person has done a manual operation; `resume` then verifies what can be read. */

import { printable } from '../../lib/printable.ts'
import { undoneOperation } from '../../run/choices.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { openDesk } from '../desk.ts'
import { tellDebts } from '../tell-debts.ts'
import type { CommonFlags } from '../workspace.ts'

export interface AttestFlags extends CommonFlags {
  evidence: string
  by?: string
}

export async function attest(runId: string, operation: string, flags: AttestFlags, context: Context): Promise<number> {
  const desk = await openDesk(flags, context)
  const lease = await desk.take(`attest ${runId}`)
  try {
    await tellDebts(desk, context, { debts: 'tell', holdsLease: true })
    return await record(await desk.store.open(runId, lease), operation, flags, context)
  } finally {
    lease.release()
  }
}

async function record(run: OpenRun, operation: string, flags: AttestFlags, context: Context): Promise<number> {
  try {
    const known = undoneOperation(run.id, run.plan, foldEvents(run.events), operation)
    const by = flags.by ?? context.user
    await run.journal.append({ type: 'operation-attested', operation, by, evidence: flags.evidence })
    context.stderr(
      `${printable(`Recorded: ${known.title}, by ${by}.`)} Next: ${completeCommands('o365-onboard resume', context.repeatFlags)}\n`,
    )
    return exitCodes.done.code
  } finally {
    await run.journal.close()
  }
}
