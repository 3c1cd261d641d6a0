/** `runs` and `status [run]`: what was started from here, and where it stands. */

import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { summariseRun } from '../../report/run-summary.ts'
import type { RunSummary } from '../../run/run-store.ts'
import { isUnfinished } from '../../run/run-state.ts'
import { createStyle } from '../../view/style.ts'
import { summaryLines } from '../../view/summary-text.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { withFlags } from './run-plan.ts'
import { openStore, type CommonFlags } from '../workspace.ts'

export async function runs(flags: CommonFlags, context: Context): Promise<number> {
  const { store } = await openStore(flags, context)
  const all = await Promise.all((await store.list()).map((id) => store.read(id)))
  if (flags.json === true) {
    const rows = all.map((each) => ({ run: each.id, runbook: each.plan.runbook.name, outcome: wordFor(each) }))
    context.stdout(jsonText(rows))
    return exitCodes.done.code
  }
  for (const each of all) context.stdout(`${each.id}  ${wordFor(each)}  ${printable(each.plan.runbook.title)}\n`)
  if (all.length === 0) context.stderr('No run was started here yet.\n')
  return exitCodes.done.code
}

export async function status(id: string | undefined, flags: CommonFlags, context: Context): Promise<number> {
  const { store } = await openStore(flags, context)
  const run = await store.read(id ?? (await store.lastUnfinished())?.id ?? (await store.list()).at(-1) ?? missing())
  const report = withFlags(summariseRun(run.id, run.plan, run.state, outcomeOf(run.state)), context)
  if (flags.json === true) context.stdout(jsonText(report))
  else {
    const lines = summaryLines(report, createStyle(context.color), Math.min(Math.max(20, context.width), 120))
    context.stdout(
      `${run.id}: ${printable(`${run.plan.runbook.title}, ${run.plan.target.installation}`)}\n${lines.slice(1).join('\n')}\n`,
    )
  }
  return exitCodes.done.code
}

/** For a list: a run that was given up is not waiting for anybody. */
function wordFor({ state }: RunSummary): string {
  return state.abandoned === undefined ? outcomeOf(state) : 'abandoned'
}

/** A run that never came to its end was interrupted, whatever interrupted it. */
function outcomeOf(state: RunSummary['state']): 'done' | 'failed' | 'waiting' | 'interrupted' {
  return isUnfinished(state) ? (state.ended === 'done' ? 'failed' : (state.ended ?? 'interrupted')) : 'done'
}

function missing(): never {
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'run/none',
    message: 'No run was started here yet.',
    hint: 'Start one: o365-onboard add-offers <catalog>',
  })
}
