/** Which offers this run brings, and why each of them: what was asked for, and the ancestors it cannot do without. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { LeftOutReason, Sellable } from '../catalog/sellable.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew } from '../lib/text.ts'
import { editionOf } from './edition.ts'
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
 * An add-on that was asked for brings, for each base offer that was asked for, the shortest chain from it, by preference
 * through offers of its own edition; with none of these, whatever connects it to an onboarded base; with none of these
 * either, the only base there is, or a question.
 */
export function selectOffers(request: SelectionRequest): Selection {
  return request.wanted.length === 0 ? selectEverything(request) : selectWanted(request)
}

function selectEverything({ graph, sellable }: SelectionRequest): Selection {
  const reachable = reachableFromBases(graph, sellable)
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

function reachableFromBases(graph: OfferGraph, sellable: Sellable): Set<OfferId> {
  const open = idsOfBases(sellable.offers.values())
  const reachable = new Set(open)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const fresh = graph.childrenOf(id).filter((child) => !reachable.has(child))
    for (const child of fresh) reachable.add(child)
    open.push(...fresh)
  }
  return reachable
}

function idsOfBases(offers: Iterable<Offer>): OfferId[] {
  return [...offers].flatMap(({ id, kind }) => (kind === 'license' ? [id] : []))
}

function selectWanted(request: SelectionRequest): Selection {
  const { sellable, onboarded } = request
  const { found, diagnostics } = findWanted(request.wanted, request.catalog, sellable)
  const offers = new Map<OfferId, string>(found.map((offer) => [offer.id, 'asked for']))
  const addons = found.filter(({ kind }) => kind === 'addon').sort((a, b) => (a.id < b.id ? -1 : 1))
  const bases = idsOfBases(found)
  const present = (): Set<OfferId> => new Set([...offers.keys(), ...onboarded])
  const waysOf = (addon: Offer): OfferId[][][] => waysToLive(request, addon, bases, present())
  // What one add-on brings can decide for another, in whatever order they were named.
  for (let size = -1; size < offers.size;) {
    size = offers.size
    for (const addon of addons) {
      const brought = waysOf(addon).flatMap((chains) => (chains.length === 1 ? (chains[0] ?? []) : []))
      const before = present()
      for (const id of brought) if (!before.has(id)) offers.set(id, `needed by ${addon.name}`)
    }
  }
  const questions: SelectionQuestion[] = []
  const findings = [...diagnostics]
  for (const addon of addons) {
    for (const chains of waysOf(addon)) {
      if (chains.length === 0) findings.push(noUsableParent(addon, request.catalog, sellable))
      if (chains.length > 1) questions.push({ addon, choices: chains.map((chain) => choice(chain, present())) })
    }
  }
  const sorted = new Map([...offers].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { offers: sorted, questions, diagnostics: findings }
}

/** The chains to choose from: for each base that was asked for and can carry the add-on, else for any other base. */
function waysToLive(
  request: SelectionRequest,
  addon: Offer,
  bases: readonly OfferId[],
  present: ReadonlySet<OfferId>,
): OfferId[][][] {
  const { graph, sellable, onboarded } = request
  const underWanted = bases
    .map((base) => cheapestChains(graph, addon.id, new Set([base]), present))
    .map((chains) => preferOwnEdition(chains, addon, request.catalog))
    .filter((chains) => chains.length > 0)
  if (underWanted.length > 0) return underWanted
  const everyBase = idsOfBases(sellable.offers.values())
  const onboardedBases = everyBase.filter((id) => onboarded.has(id))
  return [firstReachable(request, addon.id, [new Set(onboardedBases), new Set(everyBase)], present)]
}

/** Under a base that was named, a chain through offers of the add-on's own edition is what was meant. */
function preferOwnEdition(chains: OfferId[][], addon: Offer, catalog: Catalog): OfferId[][] {
  const own = editionOf(addon.name)
  const between = (chain: OfferId[]): OfferId[] => chain.slice(1, -1)
  const fitting = chains.filter((chain) =>
    between(chain).every((id) => editionOf(catalog.offers.get(id)?.name ?? '') === own),
  )
  return fitting.length > 0 ? fitting : chains
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
    message: `${addon.name} (${addon.id}) is an add-on and none of its ${count(addon.parents.length, 'parent offer')} can be sold here.`,
    hint:
      known.length === 0
        ? `None of its parents is in the catalog. Load a catalog that has one of these, or leave it out: ${firstFew(addon.parents)}.`
        : `Could be added: ${known.join('; ')}.`,
    at: addon.at,
  }
}

function reasonInWords(reason: LeftOutReason): string {
  const words: Record<LeftOutReason, string> = {
    trial: 'a trial, sold through its paid offer',
    usage: 'billed by usage',
    withdrawn: 'withdrawn by Microsoft',
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
      message: `${count(orphans.length, 'add-on')} without a parent that can be sold left out, the first being ${first.name} (${first.id}).`,
      hint: 'Name one with --offer to see what could be added for it.',
      at: first.at,
    },
  ]
}
