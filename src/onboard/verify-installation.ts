/**
 * Has the installation drifted? The same planner says what it would change, rules say what is wrong by itself, and the
 * runs made from here say what was there once. Reads only.
 */

import type { ObservedState } from '../resource/observed-state.ts'
import { planFrom, type PlanRequest } from '../onboard.ts'
import type { Installation } from './target.ts'
import { driftOfPlan, driftOfRules, overlook, type DriftEntry, type DriftReport } from '../plan/drift.ts'
import type { Plan } from '../plan/plan.ts'
import { checkInstallation } from '../resource/installation-rules.ts'
import { takeInventory, type Inventory } from '../resource/inventory.ts'
import { keyOf } from '../resource/kinds.ts'
import { observe, type InstallationReader } from '../resource/observe.ts'
import { driftOfRuns } from '../run/drift-of-runs.ts'
import type { RunSummary } from '../run/run-store.ts'
import type { OfferRunbook } from '../runbook/runbook.ts'

export interface VerifyRequest {
  runbook: OfferRunbook
  /** None: only rules, and what runs made. */
  catalogFiles: readonly string[]
  /** Offer ids or names; empty for every offer of the catalog that has a type here. */
  wanted: readonly string[]
  installation: Installation
  /** Runs from here, oldest first. */
  runs: readonly RunSummary[]
}

/** @throws OnboardError for anything wrong with the input, OaFault when the installation cannot be read */
export async function verifyInstallation(request: VerifyRequest, reader: InstallationReader): Promise<DriftReport> {
  const { installation, catalogFiles, runs } = request
  const observed = await observe(reader, installation.site)
  const inventory = takeInventory(observed)
  const plan = catalogFiles.length === 0 ? undefined : await wish(request, observed)
  const wished = plan === undefined ? [] : driftOfPlan(plan).filter((entry) => !isAmbiguous(entry, inventory))
  const told = new Set(wished.map(({ address }) => address))
  const ours = runs.filter(({ plan: { target } }) => target.installation === installation.name)
  const entries = [
    ...driftOfRules(checkInstallation({ observed, inventory })),
    ...wished,
    ...driftOfRuns(ours, observed, inventory).filter(({ address }) => !told.has(address)),
  ]
  return {
    installation: installation.name,
    catalogs: catalogFiles,
    ...overlook(entries, installation.site.verify.ignore),
    unchanged: plan?.summary.unchanged ?? 0,
  }
}

async function wish(
  { runbook, catalogFiles, wanted, installation }: VerifyRequest,
  seen: ObservedState,
): Promise<Plan> {
  const request: PlanRequest = {
    runbook,
    catalogFiles,
    wanted: wanted.length === 0 ? 'installed' : wanted,
    plans: [],
    installation,
    looksOnly: true,
    // Nobody is asked: any of the chains that an add-on could have shows that it has none.
    choose: () => Promise.resolve(0),
  }
  return (await planFrom(request, () => Promise.resolve(seen))).plan
}

/** Of two objects for one offer nobody knows which one is meant; that there are two is told by the rule. */
function isAmbiguous({ address }: DriftEntry, { duplicates }: Inventory): boolean {
  return /^(?:license|addon|resource)-type\//.test(address) && duplicates.has(keyOf(address))
}
