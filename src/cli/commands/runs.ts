/** `runs` and `status [run]`: what was started from here, and where it stands. */

import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { count, span } from '../../lib/text.ts'
import { summariseRun } from '../../report/run-summary.ts'
import type { LeaseStatus } from '../../run/lease.ts'
import type { RunSummary } from '../../run/run-store.ts'
import { outcomeOf } from '../../run/run-state.ts'
import { createStyle } from '../../view/style.ts'
import { summaryLines } from '../../view/summary-text.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { runToShow } from '../run-to-show.ts'
import { withFlags } from './run-plan.ts'
import { type Desk, openDesk } from '../desk.ts'
import { tellOpen } from '../tell-stopped.ts'
import type { CommonFlags } from '../workspace.ts'

export async function runs(flags: CommonFlags, context: Context): Promise<number> {
  const desk = await openDesk(flags, context)
  await tellOpen(desk, context, { debts: 'tell', holdsLease: false })
  const rows = await Promise.all((await desk.store.list()).map((id) => rowOf(desk, id)))
  if (flags.json === true) {
    context.stdout(jsonText(rows))
    return exitCodes.done.code
  }
  for (const { run, outcome, title, error } of rows) {
    context.stdout(`${run}  ${outcome}  ${printable(title ?? error?.message ?? '')}\n`)
  }
  if (rows.length === 0) context.stderr('No run was started here yet.\n')
  return exitCodes.done.code
}

interface Row {
  run: string
  outcome: 'done' | 'failed' | 'waiting' | 'interrupted' | 'abandoned' | 'unreadable'
  runbook?: string
  title?: string
  error?: { code: string; message: string }
}

/** One run that cannot be read does not hide the others. */
async function rowOf({ store }: Desk, id: string): Promise<Row> {
  try {
    const run = await store.read(id)
    const { name, title } = run.plan.runbook
    return { run: id, outcome: wordFor(run), runbook: name, title }
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return { run: id, outcome: 'unreadable', error: { code: error.code, message: error.message } }
  }
}

export async function status(id: string | undefined, flags: CommonFlags, context: Context): Promise<number> {
  const desk = await openDesk(flags, context)
  const { store, leases } = desk
  await tellOpen(desk, context, { debts: 'tell', holdsLease: false })
  const run = await runToShow(store, id)
  const report = withFlags(summariseRun(run.id, run.plan, run.state, outcomeOf(run.state)), context)
  const lease = leases.inForce()
  if (flags.json === true) {
    context.stdout(jsonText({ ...report, tornBytes: run.torn, lease: lease ?? null }))
    return exitCodes.done.code
  }
  const lines = summaryLines(report, createStyle(context.color), Math.min(Math.max(20, context.width), 120), true)
  const head = printable(`${run.id}: ${run.plan.runbook.title}, ${run.plan.target.installation}`)
  context.stdout(`${[head, ...lines.slice(1), ...tornLines(run.torn, lease), leaseLine(lease)].join('\n')}\n`)
  return exitCodes.done.code
}

/** While somebody is at work the last line may simply not be written yet. */
function tornLines(torn: number, lease: LeaseStatus | undefined): string[] {
  if (torn === 0 || lease?.holder === 'at-work') return []
  return [`The last line of the journal was cut off by a crash (${count(torn, 'byte')}); going on removes it.`]
}

function leaseLine(lease: LeaseStatus | undefined): string {
  if (lease === undefined) return 'Lease: held by nobody.'
  const { number, user, host, pid, since, what, heardSecondsAgo, holder } = lease
  const who = `Lease ${number}: ${what} by ${user} on ${host} (process ${pid}) since ${since}`
  const heard = `heard of ${span(heardSecondsAgo)} ago`
  const standing = {
    'at-work': heard,
    silent: `${heard}, too long: the next command that changes something takes over`,
    gone: 'its process is gone: the next command that changes something takes over',
  }[holder]
  return printable(`${who}; ${standing}.`)
}

/** For a list: a run that was given up is not waiting for anybody. */
function wordFor({ state }: RunSummary): 'abandoned' | ReturnType<typeof outcomeOf> {
  return state.abandoned === undefined ? outcomeOf(state) : 'abandoned'
}
