/** Trials and the paid offers they become. The catalog states the link from the trial's side only. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Catalog } from './catalog.ts'
import type { Offer, OfferId } from './offer.ts'

export interface TrialLinks {
  /** The trial of a paid offer. */
  trials: ReadonlyMap<OfferId, OfferId>
  /** The paid offers of a trial; absent when there is none. */
  paidOf: ReadonlyMap<OfferId, readonly OfferId[]>
  diagnostics: readonly Diagnostic[]
}

/**
 * Links each trial to its paid offers. Since the catalog is in order of id, the trial with the lowest id wins where
 * two claim one paid offer; no real catalog has shown that.
 */
export function linkTrials({ offers }: Catalog): TrialLinks {
  const trials = new Map<OfferId, OfferId>()
  const paidOf = new Map<OfferId, readonly OfferId[]>()
  const diagnostics: Diagnostic[] = []
  for (const trial of offers.values()) {
    if (trial.kind !== 'trial') continue
    const paid = paidOffersOf(trial, offers)
    if (paid.length === 0) diagnostics.push(trialOfNothing(trial))
    else
      paidOf.set(
        trial.id,
        paid.map(({ id }) => id),
      )
    for (const offer of paid) {
      const earlier = trials.get(offer.id)
      if (earlier === undefined) trials.set(offer.id, trial.id)
      else diagnostics.push(secondTrial(offer, earlier, trial))
    }
  }
  return { trials, paidOf, diagnostics }
}

/**
 * A trial also lists what else a customer may switch to. Its own paid offers are those with the same Provisioning ID,
 * else the first that is listed; on the real catalog this equals what the Partner Center API says.
 */
function paidOffersOf(trial: Offer, offers: ReadonlyMap<OfferId, Offer>): Offer[] {
  const targets = trial.convertsTo.flatMap((id) => offers.get(id) ?? []).filter(({ kind }) => kind !== 'trial')
  const same = targets.filter(
    ({ provisioningId }) => provisioningId !== undefined && provisioningId === trial.provisioningId,
  )
  return same.length > 0 ? same : targets.slice(0, 1)
}

function trialOfNothing({ id, name, at }: Offer): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/trial-without-paid-offer',
    message: `The trial “${name}” (${id}) converts to no offer of this catalog, so it cannot be offered.`,
    hint: 'Add the paid offer to the catalog, or ignore this if you do not sell it.',
    at,
  }
}

function secondTrial(paid: Offer, usedId: OfferId, { id, at }: Offer): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/two-trials',
    message: `“${paid.name}” (${paid.id}) has two trials, ${usedId} and ${id}; the first is used.`,
    hint: 'Delete the row of the trial that you do not want to offer.',
    at,
  }
}
