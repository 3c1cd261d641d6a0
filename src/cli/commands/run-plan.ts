/** What every command that changes something ends with: confirm, run, summary, exit code. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { count } from '../../lib/text.ts'
import { performRun } from '../../onboard.ts'
import type { RunSummaryReport } from '../../report/run-summary.ts'
import type { ObservedState } from '../../resource/observed-state.ts'
import type { Decision } from '../../run/choices.ts'
import type { RunEvent } from '../../run/run-event.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { showError } from '../show-error.ts'
import type { CommonFlags, Workspace } from '../workspace.ts'
import { goOn } from './go-on.ts'

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

/** @returns false when the user does not want it. @throws OnboardError where nobody can be asked and `--yes` is missing */
export async function confirmed(text: string, flags: CommonFlags, workspace: Workspace): Promise<boolean> {
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
    failed: report.failed.map((entry) => ({
      ...entry,
      choices: entry.choices.map(({ choice, command }) => ({
        choice,
        command: completeCommands(command, repeatFlags),
      })),
    })),
    waiting: report.waiting.map((entry) => ({ ...entry, then: completeCommands(entry.then, repeatFlags) })),
    ...(report.next === undefined ? {} : { next: completeCommands(report.next, repeatFlags) }),
  }
}

/** Runs, reports, asks what to do about a failure where somebody is there to ask, and gives the exit code. */
export async function runToEnd(
  run: OpenRun,
  workspace: Workspace,
  flags: CommonFlags,
  context: Context,
  observed?: ObservedState,
): Promise<number> {
  context.onSecondSignal(() => {
    context.stderr(
      `\nStopped at once. If the service template "${printable(run.plan.target.templateName)}" was being changed it may be INACTIVE.\n` +
        `Type: ${completeCommands('o365-onboard resume', context.repeatFlags)}\n`,
    )
  })
  try {
    for (let walk = await runOnce(run, workspace, flags, context, observed); ;) {
      const decision = await askAbout(walk, run, workspace, context)
      if (decision === undefined) return walk.code
      const decided = await goOn({ ...run, events: walk.events }, [decision], context.user, workspace.view)
      walk = await runOnce(decided, workspace, flags, context)
    }
  } finally {
    await run.journal.close()
  }
}

interface Walked {
  report: RunSummaryReport
  code: number
  /** Everything that happened in the run so far. */
  events: RunEvent[]
}

async function runOnce(
  run: OpenRun,
  { installation, connection, person, view }: Workspace,
  flags: CommonFlags,
  context: Context,
  observed?: ObservedState,
): Promise<Walked> {
  const events: RunEvent[] = [...run.events]
  const { report, error } = await performRun({
    run,
    client: connection,
    installation,
    person,
    watch: (event) => {
      events.push(event)
      view.event(event, run.plan)
    },
    clock: context.clock,
    signal: context.signal,
    waits: flags.wait !== false,
    ...(observed === undefined ? {} : { observed }),
  })
  const failure = error === undefined ? undefined : await showError(error, context, false)
  view.summary(withFlags(report, context))
  const { interrupted, done } = exitCodes
  const waiting = exitCodes['waiting-for-person']
  const code = { interrupted, waiting, done, failed: exitCodes.failed }[report.outcome].code
  return { report, code: failure ?? code, events }
}

/** @returns undefined where nobody can be asked, nothing failed that can be decided about, or somebody wants to stop */
function askAbout(
  { report: { failed } }: Walked,
  { plan }: OpenRun,
  { prompts, view }: Workspace,
  { signal }: Context,
): Promise<Decision | undefined> {
  const [first] = failed
  if (prompts === undefined || first === undefined || signal.aborted) return Promise.resolve(undefined)
  view.pause()
  return prompts.decide(first, (offer) => plan.names[offer] ?? offer)
}
