/** Which offers this run brings, and why each of them: what was asked for, and the ancestors it cannot do without. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { LeftOutReason, Sellable } from '../catalog/sellable.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { chainsFrom } from './chains.ts'
import type { OfferGraph } from './offer-graph.ts'
import { cheapestChains } from './shortest-chains.ts'
import { findWanted } from './wanted.ts'

export interface SelectionRequest {
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  /** Ids or names, as typed; empty means every offer that can be sold. */
  wanted: readonly string[]
  /** Offers that have a type in the installation. */
  onboarded: ReadonlySet<OfferId>
}

/** An add-on that can come to life in several ways; naming one choice's offers as wanted answers it. */
export interface SelectionQuestion {
  addon: Offer
  /** Each choice is the chain from base to add-on, and the offers it would bring. */
  choices: readonly { chain: readonly OfferId[]; brings: readonly OfferId[] }[]
}

export interface Selection {
  /** In order of id, with the reason in words. */
  offers: ReadonlyMap<OfferId, string>
  questions: readonly SelectionQuestion[]
  diagnostics: readonly Diagnostic[]
}

/**
 * Decides what to onboard. Pure: where only a person can decide, the selection carries a question instead of an answer.
 *
 * An add-on that was asked for brings, for each base offer that was asked for, the shortest chain from it; with none of
 * these, whatever connects it to an onboarded base; with none of these either, the only base there is, or a question.
 */
export function selectOffers(request: SelectionRequest): Selection {
  return request.wanted.length === 0 ? selectEverything(request) : selectWanted(request)
}

function selectEverything({ graph, sellable }: SelectionRequest): Selection {
  const nothing = { onboarded: new Set<OfferId>(), selected: new Set<OfferId>() }
  const reachable = new Set<OfferId>()
  for (const offer of sellable.offers.values()) {
    if (offer.kind !== 'license') continue
    reachable.add(offer.id)
    for (const id of chainsFrom(graph, offer.id, nothing, () => true).keys()) reachable.add(id)
  }
  const offers = new Map<OfferId, string>()
  const orphans: Offer[] = []
  for (const offer of sellable.offers.values()) {
    if (reachable.has(offer.id)) offers.set(offer.id, 'in the catalog')
    else orphans.push(offer)
  }
  return {
    offers,
    questions: [],
    diagnostics: [...sellable.diagnostics, ...orphanWarning(orphans)],
  }
}

function selectWanted(request: SelectionRequest): Selection {
  const { graph, sellable, onboarded } = request
  const { found, diagnostics } = findWanted(request.wanted, request.catalog, sellable)
  const offers = new Map<OfferId, string>(found.map((offer) => [offer.id, 'asked for']))
  const questions: SelectionQuestion[] = []
  const findings = [...diagnostics]
  const bases = new Set(found.filter((offer) => offer.kind === 'license').map((offer) => offer.id))
  const onboardedBases = new Set([...onboarded].filter((id) => sellable.offers.get(id)?.kind === 'license'))
  const everyBase = new Set([...sellable.offers.values()].filter((o) => o.kind === 'license').map((o) => o.id))
  for (const addon of found.filter((offer) => offer.kind === 'addon')) {
    const present = new Set([...offers.keys(), ...onboarded])
    const underWanted = [...bases].map((base) => cheapestChains(graph, addon.id, new Set([base]), present))
    const needs = underWanted.some((chains) => chains.length > 0)
      ? underWanted.filter((chains) => chains.length > 0)
      : [firstReachable(request, addon.id, [onboardedBases, everyBase], present)]
    for (const chains of needs) {
      const [only] = chains
      if (only === undefined) findings.push(noUsableParent(addon, request.catalog, sellable))
      else if (chains.length > 1) questions.push({ addon, choices: chains.map((chain) => choice(chain, present)) })
      else for (const id of only) if (!present.has(id)) offers.set(id, `needed by ${addon.name}`)
    }
  }
  const sorted = new Map([...offers].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { offers: sorted, questions, diagnostics: findings }
}

function firstReachable(
  { graph }: SelectionRequest,
  addon: OfferId,
  candidates: readonly ReadonlySet<OfferId>[],
  present: ReadonlySet<OfferId>,
): OfferId[][] {
  for (const bases of candidates) {
    const chains = cheapestChains(graph, addon, bases, present)
    if (chains.length > 0) return chains
  }
  return []
}

function choice(chain: readonly OfferId[], present: ReadonlySet<OfferId>): SelectionQuestion['choices'][number] {
  return { chain, brings: chain.filter((id) => !present.has(id)) }
}

function noUsableParent(addon: Offer, catalog: Catalog, sellable: Sellable): Diagnostic {
  const known = addon.parents.flatMap((id) => {
    const offer = catalog.offers.get(id)
    const why = sellable.leftOut.get(id)?.reason
    return offer === undefined ? [] : [`${offer.name} (${id})${why === undefined ? '' : `: ${reasonInWords(why)}`}`]
  })
  return {
    severity: 'error',
    code: 'selection/no-usable-parent',
    message: `${addon.name} (${addon.id}) is an add-on and none of its ${addon.parents.length} parent offers can be sold here.`,
    hint:
      known.length === 0
        ? 'None of its parents is in the catalog. Load a catalog that has one of them, or leave this add-on out.'
        : `Could be added: ${known.join('; ')}.`,
    at: addon.at,
  }
}

function reasonInWords(reason: LeftOutReason): string {
  const words: Record<LeftOutReason, string> = {
    trial: 'a trial, sold through its paid offer',
    usage: 'billed by usage',
    'no-provisioning-id': 'needs a Provisioning ID (provisioningIds in the configuration)',
  }
  return words[reason]
}

function orphanWarning(orphans: readonly Offer[]): Diagnostic[] {
  const [first] = orphans
  if (first === undefined) return []
  return [
    {
      severity: 'warning',
      code: 'selection/no-usable-parent',
      message: `${orphans.length} add-ons have no parent that can be sold and are left out, the first being ${first.name} (${first.id}).`,
      hint: 'Name one with --offer to see what could be added for it.',
      at: first.at,
    },
  ]
}
