/** What every command that changes something ends with: confirm, run, summary, exit code. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { count, firstFew } from '../../lib/text.ts'
import { performRun } from '../../onboard.ts'
import type { SafetyBreach } from '../../plan/safety.ts'
import type { RunSummaryReport } from '../../report/run-summary.ts'
import type { ObservedState } from '../../resource/observed-state.ts'
import { readOpenOrders } from '../../resource/touched.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { showError } from '../show-error.ts'
import type { CommonFlags, Workspace } from '../workspace.ts'
import { agreeToBreaches, type ChangingFlags } from './agree-to-breaches.ts'

/**
 * Says what an earlier run left. A template that it left inactive comes first: nothing else matters as much.
 *
 * @throws OnboardError `run/open-debt`
 */
export async function tellUnfinished({ store, view }: Workspace, { repeatFlags }: Context): Promise<void> {
  const unfinished = await store.lastUnfinished()
  if (unfinished === undefined) return
  const [open] = unfinished.state.debts
  if (open === undefined) {
    const left = unfinished.plan.operations.length - unfinished.state.done.size
    view.diagnostics([
      {
        severity: 'warning',
        code: 'run/unfinished',
        message: `The run ${unfinished.id} is not finished: ${count(left, 'operation')} left.`,
        hint: completeCommands('Go on with it: o365-onboard resume', repeatFlags),
      },
    ])
    return
  }
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'run/open-debt',
    message: `SERVICE TEMPLATE "${open.debt.templateName}" (${open.debt.templateId}) IS INACTIVE: the run ${unfinished.id} stopped while changing it, and nothing on it can be sold.`,
    hint: 'Type: o365-onboard resume',
    facts: { run: unfinished.id, templateId: open.debt.templateId },
  })
}

/** @throws OnboardError `cli/interrupted` when somebody wants to stop before anything was begun */
export function stopIfInterrupted({ signal }: Context): void {
  if (!signal.aborted) return
  throw new OnboardError({ kind: 'interrupted', code: 'cli/interrupted', message: 'Interrupted. Nothing was changed.' })
}

/**
 * What the safety rules hold against the plan comes first; `--yes` is no answer to that.
 *
 * @returns false when the user does not want it
 * @throws OnboardError where nobody can be asked and `--yes` is missing, or a rule is not overridden
 */
export async function confirmed(
  text: string,
  breaches: readonly SafetyBreach[],
  flags: ChangingFlags,
  workspace: Workspace,
): Promise<boolean> {
  if (!(await agreeToBreaches(breaches, flags, workspace))) return false
  if (flags.yes === true) return true
  if (workspace.prompts === undefined) {
    throw new OnboardError({
      kind: 'usage',
      code: 'cli/needs-yes',
      message: 'Nobody is here to confirm the plan.',
      hint: 'Nothing was changed. Add --yes to apply it, or --dry-run to only look.',
    })
  }
  workspace.view.pause()
  return workspace.prompts.confirm(text)
}

/** The commands in a report, as they must be typed here. */
export function withFlags(report: RunSummaryReport, { repeatFlags }: Context): RunSummaryReport {
  return {
    ...report,
    waiting: report.waiting.map((entry) => ({ ...entry, then: completeCommands(entry.then, repeatFlags) })),
    ...(report.next === undefined ? {} : { next: completeCommands(report.next, repeatFlags) }),
  }
}

/** A synchronisation skips what has an open order, without a word (KB 9311): what is open afterwards is told. */
async function tellOpenOrders({ plan }: OpenRun, { installation, connection, view }: Workspace): Promise<void> {
  if (!plan.operations.some(({ action }) => action === 'sync')) return
  const open = await readOpenOrders(connection, installation.site)
  if (open === undefined || open.length === 0) return
  view.diagnostics([
    {
      severity: 'warning',
      code: 'safety/orders-left',
      message: `${count(open.length, 'order')} open: ${firstFew(open.map(({ number }) => number))}.`,
      hint: 'The synchronisations skipped the resources of open upgrade and downgrade orders. Finish these orders, then synchronise their subscriptions again (KB 9311).',
    },
  ])
}

/** Runs, reports, and gives the exit code. */
export async function runToEnd(
  run: OpenRun,
  workspace: Workspace,
  flags: CommonFlags,
  context: Context,
  observed?: ObservedState,
): Promise<number> {
  const { installation, connection, person, view } = workspace
  context.onSecondSignal(() => {
    context.stderr(
      `\nStopped at once. If the service template "${printable(run.plan.target.templateName)}" was being changed it may be INACTIVE.\n` +
        `Type: ${completeCommands('o365-onboard resume', context.repeatFlags)}\n`,
    )
  })
  try {
    const { report, error } = await performRun({
      run,
      client: connection,
      installation,
      person,
      watch: (event) => {
        view.event(event, run.plan)
      },
      signal: context.signal,
      ...(observed === undefined ? {} : { observed }),
    })
    await tellOpenOrders(run, workspace)
    const code = error === undefined ? undefined : await showError(error, context, false)
    view.summary(withFlags(report, context))
    if (code !== undefined) return code
    if (report.outcome === 'interrupted') return exitCodes.interrupted.code
    return report.outcome === 'waiting' ? exitCodes['waiting-for-person'].code : exitCodes.done.code
  } finally {
    await run.journal.close()
  }
}
