/** The page to read first: from catalog files and an installation to a plan, and from a plan to a finished run. */

import { loadCatalog } from './catalog/load-catalog.ts'
import { sellableOffers } from './catalog/sellable.ts'
import { buildOfferGraph } from './graph/offer-graph.ts'
import type { Clock } from './lib/clock.ts'
import type { Diagnostic } from './lib/diagnostic.ts'
import type { OaClient } from './oa/oa-client.ts'
import { buildPlan } from './plan/build-plan.ts'
import { chooseOffers, stopOnErrors, type Choose } from './plan/choose-offers.ts'
import { guardPlan, type GuardedPlan } from './plan/guard-plan.ts'
import type { Plan } from './plan/plan.ts'
import { isUpgradeTarget, offerTarget } from './plan/targets.ts'
import { priceFindings } from './plan/price-findings.ts'
import { loadPriceBook, type PriceRequest } from './resource/load-price-book.ts'
import { summariseRun, type RunSummaryReport } from './report/run-summary.ts'
import { catalogOptions } from './resource/catalog-options.ts'
import { compatibilityFindings } from './resource/compatibility.ts'
import { withInstalledIds } from './resource/installed-ids.ts'
import { takeInventory } from './resource/inventory.ts'
import { observe, type InstallationReader } from './resource/observe.ts'
import type { ObservedState } from './resource/observed-state.ts'
import { narrowResellers } from './resource/resellers/narrow.ts'
import type { Target } from './resource/resource.ts'
import type { Site } from './resource/site.ts'
import { judgeDuplicates } from './resource/judge-duplicates.ts'
import type { AddonSelection } from './resource/select-addons.ts'
import { findShared, type WishContext } from './resource/wish-context.ts'
import { checkFresh } from './run/check-fresh.ts'
import { execute } from './run/execute.ts'
import type { Person } from './run/person.ts'
import { cutShort } from './run/cut-short.ts'
import { recordTo, type Watch } from './run/recorder.ts'
import type { OpenRun } from './run/run-store.ts'
import { saveInto } from './run/save-file.ts'
import { Session, type Machine } from './run/session.ts'
import { checkRest, checkTarget, targetOf, type Installation } from './onboard/target.ts'
import type { OfferRunbook } from './runbook/runbook.ts'

export interface PlanRequest {
  runbook: OfferRunbook
  catalogFiles: readonly string[]
  /** Offer ids or names; empty for every offer that can be sold; `installed` for those of them that have a type. */
  wanted: readonly string[] | 'installed'
  /** The plans that a runbook for add-ons narrows itself to, by id or name; empty for every one. */
  plans: readonly string[]
  /** A price list for new plans and new rates; without it they cost nothing. */
  prices?: PriceRequest
  /** Account ids or names of the resellers to serve; empty for all. */
  resellers?: readonly string[]
  installation: Installation
  /** Without it a question is an error that names the choices. */
  choose?: Choose
  /** Nothing will be applied, so what stops a run is only told. */
  looksOnly?: boolean
}

/**
 * Plans against an installation. Only a reader is needed: planning cannot change anything.
 *
 * @throws OnboardError for anything wrong with the input, OaFault when the installation cannot be read
 */
export async function planOffers(request: PlanRequest, reader: InstallationReader): Promise<PlannedRun> {
  const { plan, observed } = await planFrom(request, () => observe(reader, request.installation.site))
  return guard(plan, observed, request.installation, reader)
}

/** A plan, what was seen when it was made, and the safety rules that it goes beyond. */
export interface PlannedRun extends GuardedPlan {
  observed: ObservedState
}

async function guard(
  plan: Plan,
  observed: ObservedState,
  { site }: Installation,
  reader: InstallationReader,
): Promise<PlannedRun> {
  const inventory = takeInventory(observed)
  return { ...(await guardPlan(plan, { observed, inventory, site }, reader)), observed }
}

/**
 * Catalog, graph, observation, selection, plan.
 *
 * @param look reads the installation; called once the catalog is known to be good
 */
export async function planFrom(
  request: PlanRequest,
  look: () => Promise<ObservedState>,
): Promise<{ plan: Plan; observed: ObservedState }> {
  const { installation, runbook } = request
  const { resellers } = installation.site
  const site = { ...installation.site, resellers: narrowResellers(resellers, request.resellers ?? []) }
  const loaded = await loadCatalog(request.catalogFiles, catalogOptions(site))
  const observed = await look()
  const inventory = takeInventory(observed)
  stopOnErrors(inventory.diagnostics, 'The installation cannot be planned for as it is.')
  const catalog = withInstalledIds(loaded, inventory)
  const sellable = sellableOffers(catalog)
  const graph = buildOfferGraph(catalog, sellable)

  const installed = [...inventory.types.keys()].filter((id) => sellable.offers.has(id))
  const nothing = request.wanted === 'installed' && installed.length === 0
  const choice = {
    ...request,
    wanted: request.wanted === 'installed' ? installed : request.wanted,
    brings: runbook.brings,
    site,
    catalog,
    sellable,
    graph,
    observed,
    inventory,
  }
  const selection = nothing ? nothingSelected : await chooseOffers(choice)
  const duplicates = judgeDuplicates(inventory, request.looksOnly === true ? new Map() : selection.selected)
  stopOnErrors(duplicates, 'For something that was asked for, two objects in the installation could be meant.')

  const prices = request.prices === undefined ? undefined : await loadPriceBook(request.prices, site, observed)
  const context: WishContext = {
    ...{ catalog, sellable, graph, site, observed, inventory },
    selected: selection.selected,
    reach: selection.reach,
    prices: prices?.book,
    shared: findShared(sellable.offers.values()),
  }
  const pricing = priceFindings(context)
  stopOnErrors(pricing, 'The price list cannot be used for this.')

  const compatibility = compatibilityFindings(context)
  stopOnErrors(compatibility, 'A plan would hold offers that exclude each other.')

  const plan = buildPlan({
    runbook,
    target: targetOf(installation, observed),
    context,
    diagnostics: [
      ...catalog.diagnostics,
      ...graph.diagnostics,
      ...selection.diagnostics,
      ...duplicates,
      ...(prices?.diagnostics ?? []),
      ...pricing,
      ...compatibility,
      ...remarks(site, observed, sellable.trials.size),
    ],
  })
  return { plan, observed }
}

const nothingSelected: AddonSelection = {
  selected: new Map(),
  reach: { plans: new Set(), addons: new Set() },
  diagnostics: [],
}

/** What is true of the installation or the scenario, and a person should know before agreeing to a plan. */
function remarks(site: Site, { template }: ObservedState, trials: number): Diagnostic[] {
  const remark = (code: string, message: string, hint: string): Diagnostic => ({
    severity: 'warning',
    code,
    message,
    hint,
  })
  return [
    ...(template.active
      ? []
      : [
          remark(
            'plan/template-inactive',
            `The service template "${template.name}" (${template.id}) is inactive: nothing on it is sold, and it is left inactive.`,
            'Activate it yourself when it is meant to be sold: Operations, Products > Service Templates.',
          ),
        ]),
    ...(site.scenario === 'syndication' && trials > 0
      ? [
          remark(
            'plan/syndication-trials',
            `In the syndication scenario trials are license types of their own (KB 127759); ${trials} of them are not made by this version.`,
            'Create them by hand before their paid offers.',
          ),
        ]
      : []),
  ]
}

export interface RunRequest {
  run: OpenRun
  client: OaClient & InstallationReader
  installation: Installation
  /** What was read since the user last looked; read anew without it. */
  observed?: ObservedState
  person: Person
  watch: Watch
  clock: Clock
  signal: AbortSignal
  /** Whether to wait for what is uncertain, or to stop at once; true by default. */
  waits?: boolean
  /** The step to stop after; by default the last. */
  until?: string | undefined
  /** What upgrades need for their commands. */
  machine?: Omit<Machine, 'run'>
}

/**
 * Performs a run's plan from wherever it stands, and tells how it ended.
 *
 * @throws OnboardError `plan/other-installation` when the plan was made for another one; nothing was done then.
 *   `journal/not-written`, `lease/lost` when nothing more could be noted, and so nothing more was done
 */
export async function performRun(request: RunRequest): Promise<{ report: RunSummaryReport; error: unknown }> {
  const { run, client, installation, watch, machine, ...rest } = request
  const { plan, events } = run
  const observed = isUpgradeTarget(plan.target) ? undefined : await look(request, offerTarget(plan))
  const permit = (): void => {
    run.journal.check()
  }
  const record = recordTo(run.journal, watch)
  const known = { plan, client, site: installation.site, observed, events }
  const session = new Session({
    ...rest,
    ...known,
    record,
    permit,
    save: saveInto(run.folder),
    ...(machine === undefined ? {} : { machine: { run: run.id, ...machine } }),
  })
  try {
    const { outcome, error } = await execute(session)
    const until = request.signal.aborted ? undefined : request.until
    return { report: summariseRun(run.id, plan, session.state, outcome, until), error }
  } catch (error) {
    throw cutShort(error, run, session.state)
  }
}

/** What offers are now, of the installation that the plan is for. */
async function look({ observed, client, installation }: RunRequest, planned: Target): Promise<ObservedState> {
  const found = observed ?? (await observe(client, installation.site))
  checkTarget(planned, targetOf(installation, found))
  return found
}

/**
 * Whether a plan still fits, and how much it touches by now, before anything is begun.
 *
 * @returns the plan to perform: the same one, digest and all
 * @throws OnboardError `plan/other-installation`, or `plan/stale` when something is no longer what the plan saw
 */
export async function checkPlan(
  plan: Plan,
  installation: Installation,
  reader: InstallationReader,
): Promise<PlannedRun> {
  const observed = await observe(reader, installation.site)
  const found = targetOf(installation, observed)
  const planned = offerTarget(plan)
  checkTarget(planned, found)
  checkRest(planned, found)
  checkFresh(plan, observed)
  return { ...(await guard(plan, observed, installation, reader)), plan }
}
