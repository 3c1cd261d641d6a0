/** Which offer may follow which: the parent graph of the offers that can be sold. */

import type { Sellable } from '../catalog/sellable.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { findCycles } from './cycles.ts'
import { hasCycle, numberedLinks, type NumberedLinks } from './numbered-links.ts'

export interface OfferGraph {
  /** The offers that can become license types and add-on types, by id. */
  offers: ReadonlyMap<OfferId, Offer>
  /** Parents that can be sold, in order of id; a parent that is a trial stands for its paid offers. Any one suffices. */
  parentsOf: (id: OfferId) => readonly OfferId[]
  childrenOf: (id: OfferId) => readonly OfferId[]
  /** Parent references of sellable add-ons: how many there are, and how many lead to no offer that can be sold. */
  references: { total: number; unresolved: number }
  diagnostics: readonly Diagnostic[]
  /** The same by number, for walks over all of it. */
  numbered: NumberedGraph
}

export interface NumberedGraph {
  /** In order, so that the order of numbers is the order of ids. */
  ids: readonly OfferId[]
  /** 1 for what can be sold alone. */
  isBase: Uint8Array
  parents: NumberedLinks
  children: NumberedLinks
}

/**
 * Links the sellable offers of a catalog.
 *
 * Parents are alternatives (rule I4; reference/catalog.md, section 0.3). A reference to an offer that is not there is
 * normal, three in four are in a real catalog, and is only counted. Cycles are reported with their path.
 */
export function buildOfferGraph(catalog: Catalog, sellable: Sellable): OfferGraph {
  const ids = [...sellable.offers.keys()].sort()
  const numbers = new Map(ids.map((id, number) => [id, number]))
  const references = { total: 0, unresolved: 0 }
  const isBase = new Uint8Array(ids.length)
  const { links: parents, back: children } = numberedLinks(ids.length, (number, link) => {
    const offer = sellable.offers.get(ids[number] ?? '')
    isBase[number] = Number(offer?.kind === 'license')
    for (const reference of offer?.parents ?? []) {
      references.total += 1
      const parent = numbers.get(reference)
      if (parent === undefined) references.unresolved += linkToPaid(reference, number, link) ? 0 : 1
      else if (parent !== number) link(parent)
    }
  })
  /** @returns whether the reference is to a trial whose paid offer can be sold */
  function linkToPaid(reference: OfferId, number: number, link: (parent: number) => void): boolean {
    const paid = (sellable.paidOf.get(reference) ?? []).flatMap((id) => numbers.get(id) ?? [])
    for (const parent of paid) if (parent !== number) link(parent)
    return paid.length > 0
  }
  const parentsOf = listsOf(parents, ids, numbers)
  return {
    offers: sellable.offers,
    parentsOf,
    childrenOf: listsOf(children, ids, numbers),
    references,
    diagnostics: hasCycle(parents, children) ? cycleDiagnostics(catalog, ids, parentsOf) : [],
    numbered: { ids, isBase, parents, children },
  }
}

/** Lists of ids, each made when first asked for. */
function listsOf(
  { starts, targets }: NumberedLinks,
  ids: readonly OfferId[],
  numbers: ReadonlyMap<OfferId, number>,
): (id: OfferId) => readonly OfferId[] {
  const lists = new Map<OfferId, readonly OfferId[]>()
  return (id) => {
    const known = lists.get(id)
    if (known !== undefined) return known
    const number = numbers.get(id)
    if (number === undefined) return []
    const list = Array.from(targets.subarray(starts[number], starts[number + 1]), (target) => ids[target] ?? '')
    lists.set(id, list)
    return list
  }
}

/** Nobody mends more circles at a time, nor reads longer ones; real catalogs have none. */
const MOST_CYCLES = 50
const MOST_NAMES = 12

function cycleDiagnostics(
  catalog: Catalog,
  ids: readonly OfferId[],
  parentsOf: (id: OfferId) => readonly OfferId[],
): Diagnostic[] {
  const cycles = findCycles(new Map(ids.map((id) => [id, parentsOf(id)])), MOST_CYCLES + 1)
  const found = cycles.slice(0, MOST_CYCLES).map((path) => {
    const names = path.map((id) => `${catalog.offers.get(id)?.name ?? '?'} (${id})`)
    const shown = names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES - 2), '…', ...names.slice(-1)]
    return cycleDiagnostic(`Offers are parents of each other: ${shown.join(' → ')}.`, catalog, path[0])
  })
  if (cycles.length <= MOST_CYCLES) return found
  return [...found, cycleDiagnostic(`There are more circles of parents than these ${MOST_CYCLES}.`, catalog, undefined)]
}

function cycleDiagnostic(message: string, catalog: Catalog, first: OfferId | undefined): Diagnostic {
  const at = catalog.offers.get(first ?? '')?.at
  return {
    severity: 'warning',
    code: 'graph/cycle',
    message,
    hint: 'Correct the "Depends On" column; until then these offers are sold only through their other parents.',
    ...(at === undefined ? {} : { at }),
  }
}
