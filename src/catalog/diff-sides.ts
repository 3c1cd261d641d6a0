/** Two catalogs, offer by offer: the id is the only key, since names change from month to month. */

import {
  type CatalogDiff,
  type ChangeClass,
  changeClasses,
  type ChangedOffer,
  type DiffedOffer,
  isListChange,
  type OneSidedField,
} from './catalog-diff.ts'
import { type DiffField, diffFields } from './diff-fields.ts'
import { changeOf, type Side, states, type Twin } from './diff-values.ts'
import type { Offer, OfferId } from './offer.ts'
import { isWithdrawn, presentParents, unsoldOffers } from './unsold-offers.ts'
import { isUntouched } from './untouched.ts'

/** Of fewer offers than this, a value that is gone everywhere is shown offer by offer. */
const enoughToBeOneSided = 5

/** Compares two sides in time linear in their offers and references. */
export function diffSides(old: Side, now: Side): CatalogDiff {
  const { twins, added, removed } = pairOffers(old, now)
  const unsold = unsoldOffers(now.offers.values(), now)
  const oneSided: OneSidedField[] = []
  const fields = diffFields(currenciesOf(old, now)).filter((field) => {
    const found = oneSidedField(field, twins, old, now)
    if (found !== undefined) oneSided.push(found)
    return found === undefined
  })
  const [carriesNow, carriedBefore] = [addonsUnder(now, added), addonsUnder(old, removed)]
  const changed = changedOffers(twins, fields, old, now)
  return inFull(old, now, {
    stranded: strandedAddons(unsold, old, now),
    withdrawn: withdrawnOffers(changed, now),
    added: added.map((offer) => ({
      ...refer(offer),
      usable: !unsold.has(offer.id),
      addons: carriesNow.get(offer.id) ?? 0,
    })),
    removed: removed.map((offer) => ({ ...refer(offer), addons: carriedBefore.get(offer.id) ?? 0 })),
    changed,
    oneSided,
  })
}

function pairOffers(old: Side, now: Side): { twins: Twin[]; added: Offer[]; removed: Offer[] } {
  const twins: Twin[] = []
  const added: Offer[] = []
  for (const after of now.offers.values()) {
    const before = old.offers.get(after.id)
    if (before === undefined) added.push(after)
    else twins.push({ before, after })
  }
  const isGone = ({ id }: Offer): boolean => !now.offers.has(id)
  return { twins, added, removed: twins.length === old.offers.size ? [] : [...old.offers.values()].filter(isGone) }
}

/** Of the offers that nobody can buy now, the add-ons that could be bought before and that no price list withdraws. */
function strandedAddons(unsold: ReadonlySet<OfferId>, old: Side, now: Side): Findings['stranded'] {
  const addons = [...unsold].sort().flatMap((id) => {
    const [before, after] = [old.offers.get(id), now.offers.get(id)]
    const isStranded = after?.kind === 'addon' && !isWithdrawn(after)
    return before === undefined || !isStranded ? [] : [{ before, after, had: presentParents(before, old).sort() }]
  })
  const parents = addons.flatMap(({ had }) => had).flatMap((id) => old.offers.get(id) ?? [])
  const unsoldBefore = unsoldOffers([...addons.map(({ before }) => before), ...parents], old)
  return addons
    .filter(({ before }) => !unsoldBefore.has(before.id))
    .map(({ after, had }) => ({ ...refer(after), had: had.filter((id) => !unsoldBefore.has(id)) }))
}

function withdrawnOffers(changed: readonly ChangedOffer[], now: Side): Findings['withdrawn'] {
  return changed.flatMap(({ id, name, kind, changes }) => {
    const change = changes.find(({ field }) => field === 'withdrawn')
    if (change === undefined || isListChange(change) || change.from !== null) return []
    return [{ id, name, kind, flag: String(change.to), validTo: now.offers.get(id)?.validTo ?? null }]
  })
}

/** How many add-ons of a side name each of these offers as a parent. */
function addonsUnder(side: Side, parents: readonly Offer[]): Map<OfferId, number> {
  const counts = new Map(parents.map(({ id }) => [id, 0]))
  if (counts.size === 0) return counts
  for (const offer of side.offers.values()) {
    // Quickly past the many that name none of them, not even through a trial.
    if (!offer.parents.some((id) => counts.has(id) || side.paidOf.has(id))) continue
    for (const id of presentParents(offer, side)) {
      const count = counts.get(id)
      if (count !== undefined) counts.set(id, count + 1)
    }
  }
  return counts
}

type Findings = Omit<CatalogDiff, 'old' | 'new' | 'summary' | 'names'>

function inFull(old: Side, now: Side, findings: Findings): CatalogDiff {
  const { added, removed, changed, stranded, withdrawn } = findings
  return {
    old: { files: old.files, offers: old.offers.size },
    new: { files: now.files, offers: now.offers.size },
    summary: {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      stranded: stranded.length,
      withdrawn: withdrawn.length,
      byClass: countClasses(changed),
    },
    ...findings,
    names: namesOf(findings, old, now),
  }
}

function countClasses(changed: readonly ChangedOffer[]): Partial<Record<ChangeClass, number>> {
  const counts: Partial<Record<ChangeClass, number>> = {}
  for (const { changes } of changed) {
    for (const each of new Set(changes.map((change) => change.class))) counts[each] = (counts[each] ?? 0) + 1
  }
  return Object.fromEntries(changeClasses.flatMap((each) => (counts[each] === undefined ? [] : [[each, counts[each]]])))
}

function currenciesOf(...sides: readonly Side[]): Set<string> {
  const currencies = new Set<string>()
  for (const { offers } of sides) {
    for (const { prices } of offers.values()) for (const { currency } of prices) currencies.add(currency)
  }
  return currencies
}

function refer({ id, name, kind }: Offer): DiffedOffer {
  return { id, name, kind }
}

function changedOffers(twins: readonly Twin[], fields: readonly DiffField[], old: Side, now: Side): ChangedOffer[] {
  const changed: ChangedOffer[] = []
  for (const twin of twins) {
    if (isUntouched(twin, old, now)) continue
    const changes = fields.flatMap((field) => changeOf(field, twin, old, now) ?? [])
    if (changes.length > 0) changed.push({ ...refer(twin.after), changes })
  }
  return changed
}

function oneSidedField(field: DiffField, twins: readonly Twin[], old: Side, now: Side): OneSidedField | undefined {
  if (!field.optional) return undefined
  let [before, after] = [0, 0]
  for (const twin of twins) {
    if (states(field, twin.before, old)) before += 1
    if (states(field, twin.after, now)) after += 1
    if (before > 0 && after > 0) return undefined
  }
  const offers = Math.max(before, after)
  if (offers < enoughToBeOneSided) return undefined
  return { class: field.class, field: field.field, statedBy: before > 0 ? 'old' : 'new', offers }
}

function namesOf({ stranded, added, removed, changed }: Findings, old: Side, now: Side): Record<OfferId, string> {
  const mentioned = new Set([...added, ...removed, ...changed].map(({ id }) => id))
  const mention = (ids: readonly OfferId[]): void => {
    for (const id of ids) mentioned.add(id)
  }
  for (const { id, had } of stranded) mention([id, ...had])
  for (const { changes } of changed) {
    for (const change of changes) {
      if (isListChange(change) && change.unresolved !== undefined) mention([...change.gained, ...change.lost])
      else if (change.class === 'trial' && !isListChange(change)) mention([String(change.from), String(change.to)])
    }
  }
  return Object.fromEntries(
    [...mentioned].sort().flatMap((id) => {
      const name = (now.offers.get(id) ?? old.offers.get(id))?.name
      return name === undefined ? [] : [[id, name]]
    }),
  )
}
