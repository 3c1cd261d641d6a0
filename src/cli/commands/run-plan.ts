/** What every command that changes something ends with: confirm, run, summary, exit code. */

import { join } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { runProgram } from '../../lib/run-program.ts'
import { count, firstFew } from '../../lib/text.ts'
import { performRun } from '../../onboard.ts'
import type { SafetyBreach } from '../../plan/safety.ts'
import { resellerChecklists } from '../../report/reseller-checklists.ts'
import type { RunSummaryReport } from '../../report/run-summary.ts'
import type { ObservedState } from '../../resource/observed-state.ts'
import type { Reseller } from '../../resource/reseller.ts'
import { readOpenOrders } from '../../resource/touched.ts'
import type { Decision } from '../../run/choices.ts'
import { ACTIVATE_BY_HAND, debtWords } from '../../run/open-debts.ts'
import type { RunEvent } from '../../run/run-event.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import { saveInto } from '../../run/save-file.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { showError } from '../show-error.ts'
import type { CommonFlags, Workspace } from '../workspace.ts'
import { agreeToBreaches, type ChangingFlags } from './agree-to-breaches.ts'
import { goOn } from './go-on.ts'

/** Says that an earlier run is not finished; templates that it left inactive have been said by then. */
export async function tellUnfinished(
  { store, installation, view }: Workspace,
  { repeatFlags }: Context,
): Promise<void> {
  const unfinished = await store.lastUnfinished(installation)
  if (unfinished === undefined) return
  const left = unfinished.plan.operations.length - unfinished.state.done.size
  view.diagnostics([
    {
      severity: 'warning',
      code: 'run/unfinished',
      message: `The run ${unfinished.id} is not finished: ${count(left, 'operation')} left.`,
      hint: completeCommands('Go on with it: o365-onboard resume', repeatFlags),
    },
  ])
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
    failed: report.failed.map((entry) => ({
      ...entry,
      ...(entry.hint === undefined ? {} : { hint: completeCommands(entry.hint, repeatFlags) }),
      choices: entry.choices.map(({ choice, command }) => ({
        choice,
        command: completeCommands(command, repeatFlags),
      })),
    })),
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

/**
 * A list for each tier of resellers, to be worked through and handed on; its rows are the operations. Written once: what
 * people tick off in it stays.
 */
async function saveChecklists(run: OpenRun, resellers: readonly Reseller[]): Promise<string[]> {
  const isResumed = run.events.some(({ type }) => type === 'run-resumed')
  const save = isResumed ? (name: string) => Promise.resolve(join(run.folder, name)) : saveInto(run.folder)
  return Promise.all(resellerChecklists(run.plan, resellers).map(({ name, text }) => save(name, text)))
}

/** Runs, reports, asks what to do about a failure where somebody is there to ask, and gives the exit code. */
export async function runToEnd(
  run: OpenRun,
  workspace: Workspace,
  flags: CommonFlags,
  context: Context,
  observed?: ObservedState,
): Promise<number> {
  const { view } = workspace
  const events = [...run.events]
  context.onSecondSignal(() => {
    context.stderr(`\n${stoppedAtOnce(run.id, events, context)}\n`)
  })
  try {
    for (let walk = await runOnce(run, events, workspace, flags, context, observed); ;) {
      const decision = await askAbout(walk, run, workspace, context)
      if (decision === undefined) return walk.code
      const decided = await goOn({ ...run, events }, [decision], workspace, context.user)
      events.splice(0, events.length, ...decided.events)
      walk = await runOnce(decided, events, workspace, flags, context)
    }
  } finally {
    view.pause()
    await run.journal.close()
  }
}

/** The last words when somebody does not want to wait: what is open, and how to close it. */
function stoppedAtOnce(run: string, events: readonly RunEvent[], { repeatFlags }: Context): string {
  const { debts } = foldEvents(events)
  const next = completeCommands('o365-onboard resume', repeatFlags)
  const inactive = debts.map((debt) => printable(debtWords(run, debt)))
  return [
    'Stopped at once. A call may have been on its way; what became of it is looked up when the run goes on.',
    ...inactive,
    `Type: ${next}`,
    ...(debts.length === 0 ? [] : [`Or activate it by hand: ${ACTIVATE_BY_HAND}`]),
  ].join('\n')
}

interface Walked {
  report: RunSummaryReport
  code: number
}

/** @param events everything that happened in the run so far; what happens now is added */
async function runOnce(
  run: OpenRun,
  events: RunEvent[],
  workspace: Workspace,
  flags: CommonFlags,
  context: Context,
  observed?: ObservedState,
): Promise<Walked> {
  const { installation, connection, person, view } = workspace
  const checklists = await saveChecklists(run, installation.site.resellers)
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
    until: flags.until,
    machine: { ledger: workspace.ledger, runProgram },
    ...(observed === undefined ? {} : { observed }),
  })
  await tellOpenOrders(run, workspace)
  const failure = error === undefined ? undefined : await showError(error, context, false)
  view.summary(withFlags(report, context))
  if (report.outcome === 'waiting' && checklists.length > 0) view.note(`Checklists: ${checklists.join(', ')}`)
  return { report, code: failure ?? codeOf(report) }
}

/** To stop where one was told to is to be done. */
function codeOf({ outcome, until }: RunSummaryReport): number {
  const { done, failed, interrupted, 'waiting-for-person': waiting } = exitCodes
  return until === undefined ? { done, failed, interrupted, waiting }[outcome].code : done.code
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
