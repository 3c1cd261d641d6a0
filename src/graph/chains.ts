/** The ancestors that an add-on needs under what is sold already: the shortest chain down from there, and why that one. */

import type { OfferId } from '../catalog/offer.ts'
import type { OfferGraph } from './offer-graph.ts'

/** What is already there, which decides between equally short chains. */
export interface Standing {
  /** Has a type in the installation. */
  onboarded: ReadonlySet<OfferId>
  /** Is asked for in this run. */
  selected: ReadonlySet<OfferId>
}

const reasons = {
  only: 'the only shortest chain',
  onboarded: 'of the shortest chains, the one whose offers are onboarded already',
  selected: 'of the shortest chains, the one whose offers are selected already',
  'lowest-id': 'of equally good chains, the one with the lowest offer ids',
}

/** What tells a chain from the next best one; the later, the closer that one came. */
export type ChainReason = keyof typeof reasons
const byCloseness = Object.keys(reasons) as ChainReason[]

export interface Chain {
  /** From the root to the add-on, both included. */
  readonly path: readonly OfferId[]
  why: ChainReason
}

/** A chain as its last link, so that a long one shares all but its end with the chains above it. */
interface Link {
  id: OfferId
  above: Link | undefined
  why: ChainReason
  /** Offers on the path that are not onboarded, and among these those not selected either. */
  fresh: number
  unasked: number
  /** The place of the path among those of the same length, in order of ids. */
  rank: number
}

/**
 * The shortest chain from a root to every add-on that can be reached from one (rules I4 and I5: one complete chain per
 * base offer and add-on, not the union of all parents). The root of a new plan is its base offer; the roots of a plan
 * that exists are all that customers can buy under it already, so the shortest chain adds the fewest offers to it.
 *
 * Equally short chains are told apart by: fewest offers to onboard, then fewest that nobody asked for, then lowest ids.
 *
 * @param usable which offers a chain may pass through and end at
 * @returns chains by add-on, nearest first
 */
export function chainsFrom(
  graph: OfferGraph,
  roots: OfferId | Iterable<OfferId>,
  standing: Standing,
  usable: (id: OfferId) => boolean,
): Map<OfferId, Chain> {
  const best = new Map<OfferId, Link>()
  const first = typeof roots === 'string' ? [roots] : [...roots]
  let level = inOrder(first.map((root) => extend(undefined, root, standing)))
  while (level.length > 0) {
    for (const link of level) best.set(link.id, link)
    const reached = new Map<OfferId, Link>()
    for (const parent of level) {
      for (const child of graph.childrenOf(parent.id)) {
        if (best.has(child) || !usable(child)) continue
        const candidate = extend(parent, child, standing)
        const rival = reached.get(child)
        reached.set(child, rival === undefined ? candidate : better(rival, candidate))
      }
    }
    level = inOrder([...reached.values()])
  }
  for (const root of first) best.delete(root)
  return new Map([...best].map(([id, link]) => [id, chainOf(link)]))
}

function extend(above: Link | undefined, id: OfferId, standing: Standing): Link {
  const isFresh = !standing.onboarded.has(id)
  return {
    id,
    above,
    why: above?.why ?? 'only',
    fresh: (above?.fresh ?? 0) + (isFresh ? 1 : 0),
    unasked: (above?.unasked ?? 0) + (isFresh && !standing.selected.has(id) ? 1 : 0),
    rank: 0,
  }
}

function better(a: Link, b: Link): Link {
  if (a.fresh !== b.fresh) return because('onboarded', a.fresh < b.fresh ? a : b)
  if (a.unasked !== b.unasked) return because('selected', a.unasked < b.unasked ? a : b)
  return because('lowest-id', rankAbove(a) < rankAbove(b) ? a : b)
}

function because(why: ChainReason, link: Link): Link {
  return byCloseness.indexOf(why) > byCloseness.indexOf(link.why) ? { ...link, why } : link
}

function rankAbove(link: Link): number {
  return link.above?.rank ?? 0
}

function inOrder(links: readonly Link[]): Link[] {
  return [...links]
    .sort((a, b) => rankAbove(a) - rankAbove(b) || (a.id < b.id ? -1 : 1))
    .map((link, rank) => ({ ...link, rank }))
}

function chainOf(last: Link): Chain {
  return {
    why: last.why,
    get path() {
      const path: OfferId[] = []
      for (let link: Link | undefined = last; link !== undefined; link = link.above) path.push(link.id)
      return path.reverse()
    },
  }
}

/** The reason in words, for the plan. */
export function explainChain(why: ChainReason): string {
  return reasons[why]
}
