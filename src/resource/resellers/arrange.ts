/** Resellers in order: whoever is above comes first, because a copy is delegated down tier by tier. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import type { Reseller, ResellerEntry } from '../reseller.ts'

export interface PlacedEntry {
  entry: ResellerEntry
  /** The place of a field, or of the whole entry. */
  placeOf: (field?: keyof ResellerEntry) => Place
}

const PROBLEM = 'resellers/invalid'

/** @returns the resellers by tier and account, and everything that is wrong with them as a whole */
export function arrangeResellers(entries: readonly PlacedEntry[]): { resellers: Reseller[]; problems: Diagnostic[] } {
  const problems: Diagnostic[] = []
  const problem = (message: string, at: Place, hint: string): void => {
    problems.push({ severity: 'error', code: PROBLEM, message, hint, at })
  }
  const byAccount = new Map<number, PlacedEntry>()
  for (const placed of entries) {
    const { account, name } = placed.entry
    const rival = byAccount.get(account)
    if (rival === undefined) byAccount.set(account, placed)
    else
      problem(
        `Account ${account} is there twice: "${rival.entry.name}" and "${name}".`,
        placed.placeOf('account'),
        'Keep one of the two.',
      )
  }
  const tiers = new Map<number, number>()
  for (const { entry, placeOf } of byAccount.values()) {
    const { account, name, parent, tier } = entry
    if (parent !== undefined && !byAccount.has(parent)) {
      const hint = 'Add the reseller above it, or leave the parent empty where that is the provider.'
      problem(`${name} (${account}) is below account ${parent}, which is not listed.`, placeOf('parent'), hint)
      continue
    }
    const found = tierOf(account, byAccount)
    if (found === undefined) {
      problem(`${name} (${account}) is above itself.`, placeOf('parent'), 'Correct the parents.')
      continue
    }
    if (tier !== undefined && tier !== found) {
      const hint = 'Correct the one or the other; without a tier the parents decide.'
      problem(`${name} (${account}) is in tier ${found} by its parents, not ${tier}.`, placeOf('tier'), hint)
    }
    tiers.set(account, found)
  }
  const resellers = [...byAccount.values()]
    .map(({ entry, placeOf }): Reseller => ({ ...entry, tier: tiers.get(entry.account) ?? 1, at: placeOf() }))
    .sort((a, b) => a.tier - b.tier || a.account - b.account)
  return { resellers, problems }
}

/** How many accounts stand above, plus one; undefined when that goes round in a circle. */
function tierOf(account: number, byAccount: ReadonlyMap<number, PlacedEntry>): number | undefined {
  let tier = 1
  for (let at = byAccount.get(account)?.entry.parent; at !== undefined; at = byAccount.get(at)?.entry.parent) {
    tier += 1
    if (at === account || tier > byAccount.size) return undefined
  }
  return tier
}
