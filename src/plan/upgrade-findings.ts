/** Upgrades that the catalog lists and this run does not build, with the reason: counted, since there may be hundreds. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { count, firstFew } from '../lib/text.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import { newPaths } from '../resource/kinds/upgrade-paths.ts'
import { isSoldOnlyTogether, upgradeDoubts, upgradesOf, type UpgradeDoubt } from '../resource/upgrades.ts'
import { onboardedAfter, selectedOffers, type WishContext } from '../resource/wish-context.ts'

interface Claim {
  license: Offer
  target: OfferId
  doubt: UpgradeDoubt
}

/** Where other data contradicts the catalog; what is merely not sold here is only noted. */
const contradictions: ReadonlySet<UpgradeDoubt> = new Set<UpgradeDoubt>([
  'itself',
  'addon',
  'trial',
  'other-kind',
  'not-answered',
  'several-licenses',
])

export function upgradeFindings(context: WishContext): Diagnostic[] {
  const claims = selectedOffers(context, 'license').flatMap(({ offer }) => claimsOf(context, offer))
  const byDoubt = groupBy(claims, ({ doubt }) => doubt)
  return [...[...byDoubt].map(([doubt, group]) => notBuilt(context, doubt, group)), ...leftToPeople(context)]
}

function claimsOf(context: WishContext, license: Offer): Claim[] {
  const { targets, doubted } = upgradesOf(context, license)
  const together = targets.filter(
    (id) => onboardedAfter(context, id) && isSoldOnlyTogether(context, id) && !context.selected.has(id),
  )
  return [
    ...doubted.map(({ target, doubt }) => ({ license, target, doubt })),
    ...together.map((target) => ({ license, target, doubt: 'several-licenses' as const })),
  ]
}

function notBuilt({ catalog }: WishContext, doubt: UpgradeDoubt, claims: readonly Claim[]): Diagnostic {
  const names = claims.map(({ license, target }) => `${license.name} → ${catalog.offers.get(target)?.name ?? target}`)
  const isContradiction = contradictions.has(doubt)
  return {
    severity: isContradiction ? 'warning' : 'info',
    code: 'plan/upgrade-not-built',
    message: `Not built: ${count(claims.length, 'upgrade')} ${upgradeDoubts[doubt]}, though the catalog lists ${claims.length === 1 ? 'it' : 'them'}: ${firstFew(names, 3)}.`,
    ...(isContradiction
      ? { hint: 'Ask Microsoft which is true; a YAML file of corrections settles convertsTo of an offer.' }
      : {}),
    ...(claims[0] === undefined ? {} : { at: claims[0].license.at }),
  }
}

/** Paths out of plans that exist, which the policy does not let this run touch and no later one can find missing. */
function leftToPeople(context: WishContext): Diagnostic[] {
  const { reach, inventory, catalog } = context
  const ids = new Map([...inventory.plans].map(([key, { id }]) => [key, id]))
  const paths = newPaths(context, () => true).filter(({ from }) => {
    const id = ids.get(from)
    return id !== undefined && !reach.plans.has(id)
  })
  const [first] = paths
  if (first === undefined) return []
  const names = paths.map(
    ({ from, to }) =>
      `${inventory.planLabels.get(from) ?? from} → ${inventory.planLabels.get(to) ?? catalog.offers.get(to)?.name ?? to}`,
  )
  return [
    {
      severity: 'info',
      code: 'plan/old-plans-not-upgraded',
      message: `${count(paths.length, 'upgrade path')} from plans that exist to new ones ${paths.length === 1 ? 'is' : 'are'} not made: ${firstFew(names, 3)}.`,
      hint: 'policy.plans.existing: compatible or listed lets this run make them; OA does not show them, so a later run cannot.',
      at: first.license.at,
    },
  ]
}
