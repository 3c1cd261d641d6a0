/** `resume [run]`: goes on with the last unfinished run, what it owes first. */

import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'
import { runToEnd } from './run-plan.ts'

export async function resume(id: string | undefined, flags: CommonFlags, context: Context): Promise<number> {
  const workspace = await openWorkspace(flags, context, { changes: true })
  try {
    const wanted = id ?? (await workspace.store.lastUnfinished())?.id
    if (wanted === undefined) {
      workspace.view.note('Nothing to resume: every run is at its end.')
      return exitCodes.done.code
    }
    const run = await workspace.store.open(wanted)
    const resumed = { type: 'run-resumed', run: run.id } as const
    await run.journal.append(resumed)
    workspace.view.event(resumed, run.plan)
    return await runToEnd({ ...run, events: [...run.events, resumed] }, workspace, flags, context)
  } finally {
    await workspace.close()
  }
}
