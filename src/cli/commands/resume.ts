/** `resume [run]`: goes on with the last unfinished run, what it owes first. */

import { isOf } from '../../run/check-belongs.ts'
import { openDebts } from '../../run/open-debts.ts'
import { JOURNAL_FORMAT_VERSION, type RunEvent } from '../../run/run-event.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'
import { runToEnd } from './run-plan.ts'

export async function resume(id: string | undefined, flags: CommonFlags, context: Context): Promise<number> {
  const workspace = await openWorkspace(flags, context, { changes: 'resume', debts: 'tell' })
  try {
    const { store, installation } = workspace
    const [debt] = (await openDebts(store)).filter((open) => isOf(open, installation))
    const wanted = id ?? debt?.run ?? (await store.lastUnfinished(installation))?.id
    if (wanted === undefined) {
      workspace.view.note('Nothing to resume: every run is at its end.')
      return exitCodes.done.code
    }
    const run = await workspace.store.open(wanted, workspace.lease)
    const [repaired] = run.events.slice(-1).filter(({ type }) => type === 'journal-repaired')
    if (repaired !== undefined) workspace.view.event(repaired, run.plan)
    const { number: fence } = workspace.lease
    const resumed: RunEvent = { type: 'run-resumed', run: run.id, formatVersion: JOURNAL_FORMAT_VERSION, fence }
    await run.journal.append(resumed)
    workspace.view.event(resumed, run.plan)
    return await runToEnd({ ...run, events: [...run.events, resumed] }, workspace, flags, context)
  } finally {
    await workspace.close()
  }
}
