/** What a run brings, by the procedure its runbook is: offers with new plans, or add-ons for the plans that exist. */

import type { Catalog } from '../catalog/catalog.ts'
import type { OfferId } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import type { OfferGraph } from '../graph/offer-graph.ts'
import { selectOffers, type Selection, type SelectionQuestion } from '../graph/selection.ts'
import { hasErrors, type Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { Inventory } from '../resource/inventory.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import { reachOfNewOffers } from '../resource/plan-reach.ts'
import { selectAddons, type AddonSelection } from '../resource/select-addons.ts'
import type { Site } from '../resource/site.ts'
import type { OfferRunbook } from '../runbook/runbook.ts'

/** Answers a question by the number of the choice. */
export type Choose = (question: SelectionQuestion, nameOf: (id: OfferId) => string) => Promise<number>

export interface ChoiceRequest {
  brings: OfferRunbook['brings']
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  observed: ObservedState
  inventory: Inventory
  site: Site
  /** Offer ids or names; empty for every offer that can be sold. */
  wanted: readonly string[]
  /** The plans that add-ons are for, by id or name; empty for every plan. */
  plans: readonly string[]
  /** Without it a question is an error that names the choices. */
  choose?: Choose
}

/** @throws OnboardError when not everything that was asked for can be brought, or nobody is there to choose */
export async function chooseOffers(request: ChoiceRequest): Promise<AddonSelection> {
  const { site, observed } = request
  if (request.brings === 'addons') {
    const selection = selectAddons({ ...request, policy: site.policy.plans })
    stopOnErrors(selection.diagnostics, 'Not every add-on can be brought into the plans.')
    return selection
  }
  const { offers, diagnostics } = await answerQuestions(request)
  stopOnErrors(diagnostics, 'Not everything that was asked for can be onboarded.')
  const old = reachOfNewOffers(site.policy.plans, observed, offers.keys())
  stopOnErrors(old.diagnostics, 'The plans that the policy lists cannot be told.')
  return { selected: offers, reach: old.reach, diagnostics }
}

/** @throws OnboardError with the errors among the diagnostics, if there are any */
export function stopOnErrors(diagnostics: readonly Diagnostic[], message: string): void {
  if (!hasErrors(diagnostics)) return
  throw new OnboardError({
    kind: 'invalid-input',
    code: diagnostics.find(({ severity }) => severity === 'error')?.code ?? 'input',
    message,
    diagnostics: diagnostics.filter(({ severity }) => severity === 'error'),
  })
}

/** A chosen offer is simply one more wanted offer, so what a person answers here can be typed as a flag next time. */
async function answerQuestions({ choose, inventory, ...request }: ChoiceRequest): Promise<Selection> {
  const onboarded = new Set(inventory.types.keys())
  const nameOf = (id: OfferId): string => request.catalog.offers.get(id)?.name ?? id
  const wanted = [...request.wanted]
  for (;;) {
    const selection = selectOffers({ ...request, wanted, onboarded })
    const [question] = selection.questions
    if (question === undefined) return selection
    if (choose === undefined) throw unanswered(selection.questions, nameOf)
    const choice = question.choices[await choose(question, nameOf)]
    wanted.push(...(choice?.brings ?? []))
  }
}

function unanswered(questions: readonly SelectionQuestion[], nameOf: (id: OfferId) => string): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: 'selection/choose-parent',
    message: 'Some add-ons can be brought to life in several ways, and nobody is here to choose.',
    hint: 'Add the --offer flags of one choice for each.',
    diagnostics: questions.map(({ addon, choices }) => ({
      severity: 'error',
      code: 'selection/choose-parent',
      message: `${addon.name} (${addon.id}) needs one of:`,
      hint: choices.map(({ brings }) => brings.map((id) => `--offer ${id} (${nameOf(id)})`).join(' with ')).join('; '),
      at: addon.at,
    })),
  })
}
