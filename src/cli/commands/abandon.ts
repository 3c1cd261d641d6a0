/** `abandon [run]`: nobody will go on with it. What it made stays; a new plan sees it. */

import { clockTime } from '../../lib/clock.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { isUnfinished, uncertainUntil } from '../../run/run-state.ts'
import type { RunSummary } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openDesk } from '../desk.ts'
import { tellOpen } from '../tell-stopped.ts'
import type { CommonFlags } from '../workspace.ts'

export interface AbandonFlags extends CommonFlags {
  reason: string
}

/** @throws OnboardError `run/open-debt` or `run/uncertain` while giving it up would lose track of something */
export async function abandon(id: string | undefined, flags: AbandonFlags, context: Context): Promise<number> {
  const desk = await openDesk(flags, context)
  const { store, quarantineMs } = desk
  const lease = await desk.take('abandon')
  try {
    await tellOpen(desk, context, { debts: 'tell', holdsLease: true })
    const wanted = id ?? (await store.lastUnfinished())?.id
    if (wanted === undefined) {
      context.stderr('Nothing to abandon: every run is at its end.\n')
      return exitCodes.done.code
    }
    const run = await store.read(wanted)
    if (!isUnfinished(run.state)) {
      context.stderr(`The run ${wanted} is at its end; there is nothing to abandon.\n`)
      return exitCodes.done.code
    }
    refuseToLoseTrack(run, quarantineMs, context.clock.now())
    const { journal } = await store.open(wanted, lease)
    try {
      await journal.append({ type: 'run-abandoned', run: wanted, by: context.user, reason: flags.reason })
    } finally {
      await journal.close()
    }
    const left = run.plan.operations.length - run.state.done.size
    context.stderr(
      `Abandoned: ${wanted}. ${run.state.done.size} operations are done and stay; ${left} will not be done. A new plan shows what is missing.\n`,
    )
    return exitCodes.done.code
  } finally {
    lease.release()
  }
}

function refuseToLoseTrack({ id, state }: RunSummary, quarantineMs: number, now: number): void {
  const [open] = state.debts
  if (open !== undefined) {
    throw new OnboardError({
      kind: 'refused-by-safety',
      code: 'run/open-debt',
      message: `The run ${id} cannot be abandoned: it made the service template "${open.debt.templateName}" (${open.debt.templateId}) inactive and owes its activation.`,
      hint: 'Type: o365-onboard resume. It activates the template before anything else, and can be interrupted then.',
      facts: { run: id, templateId: open.debt.templateId },
    })
  }
  const until = uncertainUntil(state, quarantineMs, now)
  if (until === undefined || until <= now) return
  const time = clockTime(until, now)
  throw new OnboardError({
    kind: 'uncertain',
    code: 'run/uncertain',
    message: `The run ${id} cannot be abandoned yet: it has calls without an answer, and a new plan would not see what they still make until ${time}.`,
    hint: `Type it again at ${time}, or go on with it: o365-onboard resume`,
    facts: { run: id },
  })
}
