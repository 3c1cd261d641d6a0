/** The ancestors that an add-on needs under one base offer: the shortest chain down from the base, and why that one. */

import type { OfferId } from '../catalog/offer.ts'
import type { OfferGraph } from './offer-graph.ts'

/** What is already there, which decides between equally short chains. */
export interface Standing {
  /** Has a type in the installation. */
  onboarded: ReadonlySet<OfferId>
  /** Is asked for in this run. */
  selected: ReadonlySet<OfferId>
}

/** Why a chain was taken: nothing else is as short, or what made the difference. */
export type ChainReason = 'only' | 'onboarded' | 'selected' | 'lowest-id'

export interface Chain {
  /** From the base offer to the add-on, both included. */
  path: readonly OfferId[]
  why: ChainReason
}

interface Candidate extends Chain {
  /** Offers on the path that are not onboarded, and among these those not selected either. */
  fresh: number
  unasked: number
}

/**
 * The shortest chain from one base offer to every add-on that can be reached from it (rules I4 and I5: one complete
 * chain per base offer and add-on, not the union of all parents).
 *
 * Equally short chains are told apart by: fewest offers to onboard, then fewest that nobody asked for, then lowest ids.
 *
 * @param usable which offers a chain may pass through and end at
 * @returns chains by add-on, nearest first
 */
export function chainsFrom(
  graph: OfferGraph,
  base: OfferId,
  standing: Standing,
  usable: (id: OfferId) => boolean,
): Map<OfferId, Chain> {
  const best = new Map<OfferId, Candidate>([[base, extend(undefined, base, standing)]])
  let level: OfferId[] = [base]
  while (level.length > 0) {
    const reached = new Map<OfferId, Candidate>()
    for (const parent of level) {
      const upTo = best.get(parent)
      for (const child of graph.childrenOf(parent)) {
        if (best.has(child) || !usable(child)) continue
        const candidate = extend(upTo, child, standing)
        const rival = reached.get(child)
        reached.set(child, rival === undefined ? candidate : better(rival, candidate))
      }
    }
    level = [...reached.keys()].sort()
    for (const [id, candidate] of reached) best.set(id, candidate)
  }
  best.delete(base)
  return new Map([...best].map(([id, { path, why }]) => [id, { path, why }]))
}

function extend(upTo: Candidate | undefined, id: OfferId, standing: Standing): Candidate {
  const fresh = standing.onboarded.has(id) ? 0 : 1
  return {
    path: [...(upTo?.path ?? []), id],
    why: upTo?.why ?? 'only',
    fresh: (upTo?.fresh ?? 0) + fresh,
    unasked: (upTo?.unasked ?? 0) + (fresh === 1 && !standing.selected.has(id) ? 1 : 0),
  }
}

function better(a: Candidate, b: Candidate): Candidate {
  if (a.fresh !== b.fresh) return { ...(a.fresh < b.fresh ? a : b), why: 'onboarded' }
  if (a.unasked !== b.unasked) return { ...(a.unasked < b.unasked ? a : b), why: 'selected' }
  return { ...(a.path.join() < b.path.join() ? a : b), why: 'lowest-id' }
}

const reasons: Record<ChainReason, string> = {
  only: 'the only shortest chain',
  onboarded: 'of the shortest chains, the one whose offers are onboarded already',
  selected: 'of the shortest chains, the one whose offers are selected already',
  'lowest-id': 'of equally good chains, the one with the lowest offer ids',
}

/** The reason in words, for the plan. */
export function explainChain(why: ChainReason): string {
  return reasons[why]
}
