/** From a version, a scenario and answers to the plan of an upgrade. Nothing is contacted unless it is to be discovered. */

import { join } from 'node:path'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { packageRoot } from '../lib/package-root.ts'
import { count } from '../lib/text.ts'
import type { Plan } from '../plan/plan.ts'
import { buildUpgradePlan } from '../plan/upgrade/build-upgrade-plan.ts'
import { answersSkeleton } from '../plan/upgrade/answers-skeleton.ts'
import { missingFacts, type MissingFact } from '../plan/upgrade/missing-facts.ts'
import { unusedAnswers, usedFacts } from '../plan/upgrade/used-facts.ts'
import { type Site, siteSchema } from '../resource/site.ts'
import type { Answers } from '../runbook/facts/answers.ts'
import { shownName } from '../runbook/facts/fact.ts'
import { KnownFacts } from '../runbook/facts/known-facts.ts'
import { loadUpgradeRunbook } from '../runbook/load-runbook.ts'
import type { UpgradeRunbook } from '../runbook/runbook.ts'
import { choosePath, loadUpgradePaths } from '../runbook/upgrade-paths.ts'
import { discoverFacts, type Lookout } from './discover/discover-facts.ts'

const folder = join(packageRoot, 'runbooks')

/** The runbook of R1. */
export const RECOVERY = 'upgrade-recovery'

export interface UpgradeRequest {
  /** The version that is installed. */
  from: string
  scenario: 'csp' | 'syndication'
  answers: Answers
  /** As the configuration says, where there is one. */
  installation: { name: string; endpoint: string } | undefined
  /** Where commands run and what may be done by API; by default people type, and only what is documented is called. */
  site?: Pick<Site, 'hosts' | 'ways'>
  /** An edited copy of the runbook that fits. */
  runbook?: string
  /** The way out of an import that failed for want of the settings script (R1), instead of the upgrade. */
  recovery?: boolean
  /** Where facts may be looked up; without it nothing is contacted. */
  discover?: Lookout
  /** Asks a person for what is missing, having told what was looked for; without it, what is missing is an error. */
  ask?: (missing: readonly MissingFact[], answers: Answers, findings: readonly Diagnostic[]) => Promise<Answers>
}

/**
 * @throws OnboardError `upgrade/unknown-path`, `upgrade/missing-facts` with everything that is missing and (in its facts)
 *   the `skeleton` of an answers file, `upgrade/other-installation`, `upgrade/unsafe-word`, `runbook/…`
 */
export async function planUpgrade(request: UpgradeRequest): Promise<Plan> {
  const { from, scenario, recovery = false } = request
  const path = choosePath(await loadUpgradePaths(join(folder, 'upgrade-paths.yaml')), from, scenario)
  const file = recovery ? RECOVERY : path.runbook
  const runbook = await loadUpgradeRunbook(request.runbook ?? join(folder, `${file}.yaml`))
  checkFits(runbook, request)
  const given = { version: from, to: path.to, ...nameOf(request) }
  const answered = new KnownFacts(request.answers, given, scenario)
  const found = await discovered(runbook, answered, request)
  const { facts, diagnostics } = await complete(runbook, found, request)
  return buildUpgradePlan({
    runbook,
    facts,
    site: request.site ?? siteSchema.parse({}),
    target: {
      installation: String(facts.at()('installation') ?? ''),
      endpoint: request.installation?.endpoint ?? '',
      scenario,
      applicationVersion: from,
      toVersion: path.to,
    },
    // The way out shares its answers with the upgrade that failed.
    diagnostics: [...diagnostics, ...(recovery ? [] : unused(runbook, request.answers))],
  })
}

/** What is known, and what is to be told about it. */
interface Found {
  facts: KnownFacts
  diagnostics: readonly Diagnostic[]
}

async function discovered(runbook: UpgradeRunbook, facts: KnownFacts, { discover }: UpgradeRequest): Promise<Found> {
  if (discover === undefined) return { facts, diagnostics: [] }
  const missing = new Set(missingFacts(runbook, facts).map(({ fact: { name } }) => name))
  return discoverFacts(facts, missing, { ...discover, used: usedFacts(runbook, facts) })
}

async function complete(runbook: UpgradeRunbook, found: Found, { ask }: UpgradeRequest): Promise<Found> {
  const missing = missingFacts(runbook, found.facts)
  if (missing.length === 0) return found
  const { facts, diagnostics } = ask === undefined ? found : await askedFor(missing, found, ask)
  const left = missingFacts(runbook, facts)
  if (left.length === 0) return { facts, diagnostics }
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'upgrade/missing-facts',
    message: `${count(left.length, 'fact')} of the installation must be known and ${left.length === 1 ? 'is' : 'are'} not: ${left.map(nameOfMissing).join(', ')}.`,
    hint: 'Nothing was done. Answer them in a file and add: --answers <file>',
    facts: {
      missing: left.map(nameOfMissing),
      skeleton: answersSkeleton(facts.answers, left, usedFacts(runbook, facts)),
    },
    diagnostics,
  })
}

/** What could not be found was told before it was asked for; by now it is answered. */
async function askedFor(
  missing: readonly MissingFact[],
  { facts, diagnostics }: Found,
  ask: NonNullable<UpgradeRequest['ask']>,
): Promise<Found> {
  const answers = await ask(missing, facts.answers, diagnostics)
  const isSettled = ({ code }: Diagnostic): boolean => code === 'upgrade/not-found' || code === 'upgrade/look-yourself'
  return { facts: facts.with(answers), diagnostics: diagnostics.filter((each) => !isSettled(each)) }
}

/** An answer that nothing needs is a slip, or belongs to another upgrade. */
function unused(runbook: UpgradeRunbook, answers: Answers): Diagnostic[] {
  const names = unusedAnswers(runbook, answers)
  if (names.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'upgrade/unused-answer',
      message: `No step of this upgrade needs: ${names.join(', ')}.`,
      hint: 'Look whether these are the answers for this version and scenario.',
    },
  ]
}

function nameOfMissing({ fact: { name }, index }: MissingFact): string {
  return shownName(name, index)
}

/** What the configuration calls the installation; an answer must not call it otherwise. */
function nameOf({ installation, answers }: UpgradeRequest): { installation?: string } {
  if (installation === undefined) return {}
  const said = answers.values.get('installation')
  if (said === undefined || said === installation.name) return { installation: installation.name }
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'upgrade/other-installation',
    message: `The answers are for "${String(said)}"; the configuration is that of "${installation.name}".`,
    hint: 'Nothing was done. Use the answers of this installation, or name its configuration with --config.',
  })
}

/** An edited copy must still be one for this scenario. */
function checkFits({ scenario, file }: UpgradeRunbook, request: UpgradeRequest): void {
  if (scenario === undefined || scenario === request.scenario) return
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'upgrade/other-scenario',
    message: `The runbook ${file} is for the scenario ${scenario}, and this upgrade for ${request.scenario}.`,
    hint: 'Nothing was done. Name the scenario of the installation with --scenario, or another runbook.',
  })
}
