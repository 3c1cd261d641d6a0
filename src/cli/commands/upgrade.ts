/** `upgrade --from <version>`: the vendor's procedure for this installation, with every command; nothing is contacted. */

import { resolve } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'
import { planUpgrade, type UpgradeRequest } from '../../onboard/plan-upgrade.ts'
import { writePlan } from '../../plan/plan-file.ts'
import type { Plan } from '../../plan/plan.ts'
import { refuseSecrets } from '../../plan/refuse-secrets.ts'
import { documentHtml } from '../../report/document-html.ts'
import { documentMarkdown } from '../../report/document-markdown.ts'
import { upgradeSheet } from '../../report/upgrade-sheet.ts'
import { loadAnswers, noAnswers } from '../../runbook/facts/answers.ts'
import { loadConfig, type Config } from '../config.ts'
import type { Context } from '../context.ts'
import { configFile, exists } from '../desk.ts'
import { exitCodes } from '../exit-codes.ts'
import { createView, type CommonFlags } from '../workspace.ts'
import { writeOutput } from '../write-output.ts'

export interface UpgradeFlags extends CommonFlags {
  from: string
  scenario?: 'csp' | 'syndication'
  answers?: string
  recovery?: boolean
  runbook?: string
  dryRun?: boolean
  out?: string
  print?: string
  detailedExitcode?: boolean
}

export async function upgrade(flags: UpgradeFlags, context: Context): Promise<number> {
  if (flags.dryRun !== true) throw onlyShown()
  const sheet = flags.print === undefined ? undefined : sheetFor(flags.print)
  const config = await configured(flags, context)
  const view = await createView(flags, context)
  const plan = await planned(await request(flags, config, context), flags, context)
  refuseSecrets(plan, context.redactor)
  if (flags.out !== undefined) await writePlan(flags.out, plan)
  if (sheet !== undefined) await writeOutput(sheet(plan), flags.print, context)
  view.onlyPlan(plan)
  if (flags.print !== undefined) view.note(`Wrote ${flags.print}.`)
  return flags.detailedExitcode === true ? exitCodes.pending.code : exitCodes.done.code
}

async function request(flags: UpgradeFlags, config: Config | undefined, context: Context): Promise<UpgradeRequest> {
  const { from, answers, runbook, recovery } = flags
  const file = answers === undefined ? undefined : resolve(context.cwd, answers)
  const asks = context.interactive && flags.json !== true && flags.yes !== true
  const prompts = asks ? (await import('../../view/prompts.ts')).terminalPrompts(context, context.signal) : undefined
  return {
    from,
    scenario: scenarioOf(flags, config),
    answers: file === undefined ? noAnswers : await loadAnswers(file, answers),
    installation: config === undefined ? undefined : { name: config.installation, endpoint: config.operations.url },
    ...(runbook === undefined ? {} : { runbook: resolve(context.cwd, runbook) }),
    ...(recovery === undefined ? {} : { recovery }),
    ...(prompts === undefined ? {} : { ask: (missing, said) => prompts.facts(missing, said) }),
  }
}

/** What is missing is told with a file to fill in, on standard output where nothing else may stand there. */
async function planned(asked: UpgradeRequest, flags: UpgradeFlags, context: Context): Promise<Plan> {
  try {
    return await planUpgrade(asked)
  } catch (error) {
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

function onlyShown(): OnboardError {
  return new OnboardError({
    kind: 'usage',
    code: 'upgrade/only-shown',
    message: 'This version shows upgrades and performs none.',
    hint: 'Add --dry-run; with --print <file.html> it is a sheet to do the upgrade by hand.',
  })
}
