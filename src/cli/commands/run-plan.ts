/** What every command that changes something ends with: confirm, run, summary, exit code. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { performRun } from '../../onboard.ts'
import type { ObservedState } from '../../resource/observed-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { showError } from '../show-error.ts'
import type { CommonFlags, Workspace } from '../workspace.ts'

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
      `\nStopped at once. If the service template "${run.plan.target.templateName}" was being changed it may be INACTIVE.\n` +
        'Type: o365-onboard resume\n',
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
    const code = error === undefined ? undefined : await showError(error, context, false)
    view.summary(report)
    if (code !== undefined) return code
    if (report.outcome === 'interrupted') return exitCodes.interrupted.code
    return report.outcome === 'waiting' ? exitCodes['waiting-for-person'].code : exitCodes.done.code
  } finally {
    await run.journal.close()
  }
}
