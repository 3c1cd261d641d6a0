/** What `add-offers` and `add-addons` have in common: plan, show, confirm, apply. Their runbooks tell them apart. */

import { join, resolve } from 'node:path'
import { packageRoot } from '../../lib/package-root.ts'
import { printable } from '../../lib/printable.ts'
import { shellQuote } from '../../lib/shell-quote.ts'
import { count } from '../../lib/text.ts'
import { planOffers, type PlanRequest } from '../../onboard.ts'
import { writePlan } from '../../plan/plan-file.ts'
import { changesSomething } from '../../plan/plan.ts'
import { refuseSecrets } from '../../plan/refuse-secrets.ts'
import { loadOfferRunbook } from '../../runbook/load-runbook.ts'
import type { Prompts } from '../../view/prompts.ts'
import type { View } from '../../view/view.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace } from '../workspace.ts'
import { allowedBy, type ChangingFlags } from './agree-to-breaches.ts'
import { refuseWhileUncertain } from './earlier-runs.ts'
import { confirmed, runToEnd, stopIfInterrupted, tellUnfinished } from './run-plan.ts'

export interface BringFlags extends ChangingFlags {
  offer: string[]
  plan?: string[]
  prices?: string
  priceColumn?: 'erp' | 'list'
  reseller: string[]
  instance?: number
  runbook?: string
  dryRun?: boolean
  out?: string
  detailedExitcode?: boolean
}

/** @param procedure the shipped runbook, by its name; the flags may name an edited copy of it */
export async function bring(
  procedure: 'add-offers' | 'add-addons',
  files: string[],
  flags: BringFlags,
  context: Context,
): Promise<number> {
  const runbook = await loadOfferRunbook(flags.runbook ?? join(packageRoot, 'runbooks', `${procedure}.yaml`))
  const next =
    flags.out === undefined
      ? 'Nothing was changed (dry run). Without --dry-run this is shown, confirmed and applied.'
      : printable(`Next: o365-onboard apply ${shellQuote(flags.out)}${context.repeatFlags}`)
  const changes = flags.dryRun === true ? undefined : 'add-offers'
  const workspace = await openWorkspace(flags, context, {
    changes,
    debts: 'refuse',
    refusesStopped: true,
    next,
    ...(flags.instance === undefined ? {} : { instance: flags.instance }),
  })
  try {
    await tellUnfinished(workspace, context)
    if (flags.dryRun !== true) await refuseWhileUncertain(workspace, context)
    workspace.view.busy('Reading the installation')
    const { prompts, installation, connection, view } = workspace
    const request = {
      runbook,
      catalogFiles: files,
      wanted: flags.offer,
      plans: flags.plan ?? [],
      ...(flags.prices === undefined ? {} : { prices: { file: flags.prices, column: flags.priceColumn } }),
      resellers: flags.reseller,
      installation,
      ...(prompts === undefined ? {} : { choose: askWith(prompts, view) }),
    }
    const { plan, observed, breaches } = await planOffers(request, connection)
    refuseSecrets(plan, context.redactor)
    if (flags.out !== undefined) await writePlan(flags.out, plan)
    const changes = changesSomething(plan)
    if (flags.dryRun === true || !changes) {
      view.onlyPlan(plan)
      return changes && flags.detailedExitcode === true ? exitCodes.pending.code : exitCodes.done.code
    }
    view.plan(plan)
    const question = `Apply ${count(plan.operations.length, 'operation')} to ${installation.name}?`
    if (!(await confirmed(question, breaches, flags, workspace))) {
      view.note('Nothing was changed.')
      return exitCodes.done.code
    }
    stopIfInterrupted(context)
    const run = await workspace.store.create(plan, new Date(), workspace.lease, {
      runbook: flags.runbook && resolve(context.cwd, flags.runbook),
      allowed: allowedBy(context.user, breaches),
    })
    // Somebody thought about the question for a while, so the installation is looked at again.
    return await runToEnd(run, workspace, flags, context, flags.yes === true ? observed : undefined)
  } finally {
    await workspace.close()
  }
}

function askWith(prompts: Prompts, view: View): NonNullable<PlanRequest['choose']> {
  return (question, nameOf) => {
    view.pause()
    return prompts.choose(question, nameOf)
  }
}
