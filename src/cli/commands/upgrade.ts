/** `upgrade --from <version>`: the vendor's procedure for this installation: planned, shown, printed, begun. */

import { resolve } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'
import { runProgram } from '../../lib/run-program.ts'
import type { Lookout } from '../../onboard/discover/discover-facts.ts'
import { planUpgrade, RECOVERY, type UpgradeRequest } from '../../onboard/plan-upgrade.ts'
import { writePlan } from '../../plan/plan-file.ts'
import type { Plan } from '../../plan/plan.ts'
import { isUpgradeTarget } from '../../plan/targets.ts'
import { refuseSecrets } from '../../plan/refuse-secrets.ts'
import { documentHtml } from '../../report/document-html.ts'
import { documentMarkdown } from '../../report/document-markdown.ts'
import { upgradeSheet } from '../../report/upgrade-sheet.ts'
import { loadAnswers, noAnswers } from '../../runbook/facts/answers.ts'
import { isForRecovery } from '../../run/for-recovery.ts'
import { checkStep } from '../../run/known-step.ts'
import type { View } from '../../view/view.ts'
import { loadConfig, type Config } from '../config.ts'
import type { Context } from '../context.ts'
import { configFile, exists } from '../desk.ts'
import { exitCodes } from '../exit-codes.ts'
import { createView, openWorkspace, type CommonFlags, type Workspace } from '../workspace.ts'
import { writeOutput } from '../write-output.ts'
import { refuseWhileUncertain } from './earlier-runs.ts'
import { confirmed, runToEnd, stopIfInterrupted, tellUnfinished } from './run-plan.ts'

export interface UpgradeFlags extends CommonFlags {
  from: string
  scenario?: 'csp' | 'syndication'
  answers?: string
  recovery?: boolean
  runbook?: string
  discover?: boolean
  dryRun?: boolean
  out?: string
  print?: string
  detailedExitcode?: boolean
}

export async function upgrade(flags: UpgradeFlags, context: Context): Promise<number> {
  const sheet = flags.print === undefined ? undefined : sheetFor(flags.print)
  const write = async (plan: Plan): Promise<void> => {
    refuseSecrets(plan, context.redactor)
    if (flags.out !== undefined) await writePlan(flags.out, plan)
    if (sheet !== undefined) await writeOutput(sheet(plan), flags.print, context)
  }
  return flags.dryRun === true ? show(flags, context, write) : perform(flags, context, write)
}

type Write = (plan: Plan) => Promise<void>

/** Contacts nothing, neither the installation nor a host, unless what is missing is to be discovered. */
async function show(flags: UpgradeFlags, context: Context, write: Write): Promise<number> {
  const { plan, view } = flags.discover === true ? await discovered(flags, context) : await answered(flags, context)
  await write(plan)
  view.onlyPlan(plan)
  return flags.detailedExitcode === true ? exitCodes.pending.code : exitCodes.done.code
}

interface Shown {
  plan: Plan
  view: View
}

async function answered(flags: UpgradeFlags, context: Context): Promise<Shown> {
  const config = await configured(flags, context)
  const view = await createView(flags, context)
  const site = config && { name: config.installation, endpoint: config.operations.url }
  return { plan: await planned(await request(flags, config, site, view, context), flags, view, context), view }
}

async function discovered(flags: UpgradeFlags, context: Context): Promise<Shown> {
  const workspace = await openWorkspace(flags, context, { debts: 'tell' })
  try {
    return { plan: await planHere(workspace, flags, context), view: workspace.view }
  } finally {
    await workspace.close()
  }
}

/** What is missing is looked up, since the installation is contacted anyway. */
async function planHere(workspace: Workspace, flags: UpgradeFlags, context: Context): Promise<Plan> {
  const { config, connection, installation, view } = workspace
  const asked = await request(flags, config, installation, view, context)
  const discover: Lookout = {
    reader: connection,
    site: installation.site,
    runProgram,
    signal: context.signal,
    everything: flags.discover === true,
    tell: (text) => {
      view.busy(text)
    },
  }
  return planned({ ...asked, discover }, flags, view, context)
}

async function perform(flags: UpgradeFlags, context: Context, write: Write): Promise<number> {
  const workspace = await openWorkspace(flags, context, { changes: 'upgrade', debts: 'refuse' })
  try {
    await tellUnfinished(workspace, context)
    await refuseWhileUncertain(workspace, context)
    await (flags.recovery === true ? refuseOtherRecovery(workspace) : refuseSecondUpgrade(workspace))
    const { installation, view } = workspace
    const plan = await planHere(workspace, flags, context)
    if (flags.until !== undefined) checkStep(flags.until, plan, 'This upgrade')
    await write(plan)
    view.plan(plan)
    const question = `Begin this upgrade of ${installation.name}? What cannot be taken back is asked again.`
    if (!(await confirmed(question, [], flags, workspace))) {
      view.note('Nothing was changed.')
      return exitCodes.done.code
    }
    stopIfInterrupted(context)
    const own = flags.runbook && resolve(context.cwd, flags.runbook)
    const run = await workspace.store.create(
      plan,
      new Date(),
      workspace.lease,
      own === undefined ? {} : { runbook: own },
    )
    return await runToEnd(run, workspace, flags, context)
  } finally {
    await workspace.close()
  }
}

/** Two upgrades of one installation would stop and start, and set up, against each other. */
async function refuseSecondUpgrade({ store, installation }: Workspace): Promise<void> {
  for await (const { id, plan } of store.unfinished(installation)) {
    if (!isUpgradeTarget(plan.target)) continue
    throw new OnboardError({
      kind: 'refused-by-safety',
      code: 'upgrade/under-way',
      message: `The upgrade ${id} is not at its end.`,
      hint: `Nothing was done. Go on with it: o365-onboard resume ${id}. Or give it up: o365-onboard abandon ${id}`,
      facts: { run: id },
    })
  }
}

/** The way out is a run of its own, of an upgrade that stands still at the import and nowhere else. */
async function refuseOtherRecovery({ store, installation }: Workspace): Promise<void> {
  for await (const { id, plan, state } of store.unfinished(installation)) {
    if (!isUpgradeTarget(plan.target) || plan.runbook.name === RECOVERY || isForRecovery(plan, state)) continue
    throw new OnboardError({
      kind: 'refused-by-safety',
      code: 'upgrade/no-such-failure',
      message: `The upgrade ${id} has not stopped at an import that failed for want of the settings script, which is all that this way out is for.`,
      hint: `Nothing was done. What it stopped at is shown by: o365-onboard status ${id}`,
      facts: { run: id },
    })
  }
}

async function request(
  flags: UpgradeFlags,
  config: Config | undefined,
  installation: UpgradeRequest['installation'],
  view: View,
  context: Context,
): Promise<UpgradeRequest> {
  const { from, answers, runbook, recovery } = flags
  const file = answers === undefined ? undefined : resolve(context.cwd, answers)
  // Questions are written to standard output: where that is a file, it is to be the answers file.
  const asks = context.interactive && Number.isFinite(context.width) && flags.json !== true && flags.yes !== true
  const prompts = asks ? (await import('../../view/prompts.ts')).terminalPrompts(context, context.signal) : undefined
  return {
    from,
    scenario: scenarioOf(flags, config),
    answers: file === undefined ? noAnswers : await loadAnswers(file, answers),
    installation: installation && { name: installation.name, endpoint: installation.endpoint },
    ...(config === undefined ? {} : { site: config }),
    ...(runbook === undefined ? {} : { runbook: resolve(context.cwd, runbook) }),
    ...(recovery === undefined ? {} : { recovery }),
    ...(prompts === undefined
      ? {}
      : {
          ask: (missing, said, findings) => {
            stopIfInterrupted(context)
            view.diagnostics(findings)
            return prompts.facts(missing, said)
          },
        }),
  }
}

/** What is missing is told with a file to fill in, on standard output where nothing else may stand there. */
async function planned(asked: UpgradeRequest, flags: UpgradeFlags, view: View, context: Context): Promise<Plan> {
  try {
    const plan = await planUpgrade(asked)
    stopIfInterrupted(context)
    return plan
  } catch (error) {
    view.pause()
    // What was not looked up any more is not missing.
    stopIfInterrupted(context)
    const skeleton = error instanceof OnboardError ? error.facts['skeleton'] : undefined
    if (typeof skeleton === 'string' && flags.json !== true) context.stdout(skeleton)
    throw error
  }
}

/** A configuration that is not there says nothing; one that is named must be there. */
async function configured(flags: UpgradeFlags, context: Context): Promise<Config | undefined> {
  const { file, shown } = configFile(flags, context)
  return flags.config !== undefined || (await exists(file)) ? loadConfig(file, shown) : undefined
}

function scenarioOf({ scenario }: UpgradeFlags, config: Config | undefined): 'csp' | 'syndication' {
  if (scenario !== undefined && config !== undefined && scenario !== config.scenario)
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'upgrade/other-scenario',
      message: `The configuration says scenario ${config.scenario}, the command line ${scenario}.`,
      hint: 'Nothing was done. A wrong scenario is a wrong procedure: find out, and correct one of them.',
    })
  const found = scenario ?? config?.scenario
  if (found !== undefined) return found
  throw new OnboardError({
    kind: 'usage',
    code: 'upgrade/which-scenario',
    message: 'The scenario is not known.',
    hint: 'Add --scenario csp or --scenario syndication, or name the configuration of the installation.',
  })
}

function sheetFor(file: string): (plan: Plan) => string {
  if (/\.html?$/i.test(file))
    return (plan) => documentHtml(`${plan.runbook.title}: ${plan.target.installation}`, upgradeSheet(plan))
  if (/\.md$/i.test(file)) return (plan) => documentMarkdown(upgradeSheet(plan))
  throw new OnboardError({
    kind: 'usage',
    code: 'upgrade/print-form',
    message: `${file}: a sheet is written as Markdown or HTML.`,
    hint: 'Give the file a name that ends in .md or .html.',
  })
}
