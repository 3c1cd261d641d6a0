/** Small worlds with everything that real ones have: trials, gaps, circles, half-finished and half-adopted offers. */

import fc from 'fast-check'
import type { Offer } from '../../src/catalog/offer.ts'
import type { ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import type { Site } from '../../src/resource/site.ts'
import { showCategories, type Installation } from './apply-plan.ts'
import { addResellers, resellerSeeds } from './random-resellers.ts'
import {
  addonRunbook,
  catalogOf,
  contextOf,
  emptyInstallation,
  guid,
  offer,
  planOf,
  select,
  site,
  type,
  type World,
} from './small-world.ts'

const licenses = [1, 2, 3, 4]
const addons = [11, 12, 13, 14, 15]
const trials = [21, 22]
const unknown = [91, 92]

const subset = (of: readonly number[], minLength = 0, maxLength = of.length) =>
  fc.subarray([...of], { minLength, maxLength })

/** Now and then one that is paid once, or sold only by several units. */
const terms = fc.constantFrom('1 Year', '1 Year', '1 Year', '1 Year', '6 Years')
const least = fc.constantFrom(1, 1, 1, 20, 300)

const frequencies = (term: string) => (term === '6 Years' ? { billingFrequencies: ['none'] } : {})

const license = (number: number) =>
  fc
    .record({ convertsTo: subset(licenses, 1), provisioned: mostly, name: names, duration: terms, minSeats: least })
    .map(({ provisioned, ...given }) =>
      offer(number, {
        ...frequencies(given.duration),
        ...given,
        ...(provisioned ? {} : { provisioningId: undefined }),
      }),
    )

const mostly = fc.integer({ min: 0, max: 5 }).map((number) => number > 0)
const names = fc.constantFrom(
  'Business',
  'Enterprise',
  'Storage',
  'Phone',
  'A name so long that no resource type of that length fits',
)

const addon = (number: number) =>
  fc
    .record({
      parents: subset([...licenses, ...addons, ...trials, ...unknown], 1, 5),
      provisioned: mostly,
      name: names,
      duration: terms,
      minSeats: least,
      perGigabyte: fc.boolean(),
    })
    .map(({ provisioned, ...given }) =>
      offer(number, {
        ...frequencies(given.duration),
        ...given,
        ...(provisioned ? {} : { provisioningId: undefined }),
      }),
    )

const trial = (number: number) =>
  subset(licenses).map((convertsTo) => offer(number, { kind: 'trial', convertsTo, provisioningId: undefined }))

const offers: fc.Arbitrary<Offer[]> = fc
  .tuple(...licenses.map(license), ...addons.map(addon), ...trials.map(trial))
  .chain((all) => fc.subarray(all, { minLength: 5 }))

/** How far an offer has come in the installation, one thing after the other. */
const state = fc.record({
  stage: fc.constantFrom('none', 'none', 'none', 'none', 'type', 'resource', 'template', 'plan', 'plan'),
  limit: fc.constantFrom(0, 0, -1, 5),
  category: fc.constantFrom(undefined, 'Additional Licenses', 'Mine'),
  lists: subset([...licenses, ...addons, ...trials, 93]),
  rates: subset(addons),
  flipped: fc.constantFrom(false, false, false, false, true),
})
type State = typeof state extends fc.Arbitrary<infer T> ? T : never

const sites: fc.Arbitrary<Site> = fc
  .record({
    addons: fc.constantFrom('all', 'selected', 'none'),
    existing: fc.constantFrom('none', 'compatible', 'listed'),
    listed: subset([501, 502, 503, 504]),
    readsCategories: fc.boolean(),
    prefix: fc.constantFrom('', 'INST1:'),
  })
  .map(({ readsCategories, prefix, ...plans }) =>
    site({ prefix, reads: { salesCategories: readsCategories }, policy: { plans } }),
  )

export interface RandomWorld extends World {
  installation: Installation
  observed: ObservedState
}

export const worlds: fc.Arbitrary<RandomWorld> = fc
  .record({
    offers,
    states: fc.array(state, { minLength: 9, maxLength: 9 }),
    site: sites,
    wanted: fc.oneof(fc.constant<number[]>([]), subset([...licenses, ...addons], 1, 3)),
    more: fc.array(fc.record({ of: subset(licenses, 0, 2), rates: subset(addons), published: fc.boolean() }), {
      maxLength: 3,
    }),
    bringsAddons: fc.constantFrom(false, false, true),
    picks: fc.nat(),
    resellers: resellerSeeds,
  })
  .map(({ offers: all, states, site: wish, wanted, picks, more, bringsAddons, resellers: seeds }) => {
    const catalog = catalogOf(...all)
    const alone = installationOf(new Map([...licenses, ...addons].map((n, i) => [n, states[i]])), wish, more)
    const [resellers, observed] = addResellers(seeds, alone.observed)
    const installation = { ...alone, observed }
    const given = { ...onlyListed(wish, observed), resellers }
    const asked = wanted.map(guid).filter((id) => catalog.offers.has(id))
    if (bringsAddons) {
      const own = asked.filter((id) => catalog.offers.get(id)?.kind === 'addon')
      return { catalog, site: given, observed, installation, wanted: own, runbook: addonRunbook }
    }
    const onboarded = observed.types.map(({ offerId }) => offerId)
    for (;;) {
      const { questions } = select(catalog, asked, onboarded)
      const [question] = questions
      if (question === undefined) break
      asked.push(...(question.choices[picks % question.choices.length]?.brings ?? []))
    }
    return { catalog, site: given, observed, installation, wanted: asked }
  })

/** Only plans that exist can be listed. */
function onlyListed(given: Site, { plans }: ObservedState): Site {
  const { plans: policy, ...rest } = given.policy
  const listed = policy.listed.filter((id) => plans.some((plan) => plan.id === id))
  return { ...given, policy: { ...rest, plans: { ...policy, listed } } }
}

interface Extra {
  of: number[]
  rates: number[]
  published: boolean
}

function installationOf(
  states: ReadonlyMap<number, State | undefined>,
  given: Site,
  more: readonly Extra[],
): Installation {
  const at = (...stages: State['stage'][]) =>
    [...states].flatMap(([number, entry]) =>
      entry !== undefined && stages.includes(entry.stage) ? [{ number, ...entry }] : [],
    )
  const types = at('type', 'resource', 'template', 'plan').map(({ number, lists, flipped }): ObservedType => {
    const kind = licenses.includes(number) === flipped ? 'addon' : 'license'
    const ids = lists.map(guid)
    return type(kind, number, kind === 'license' ? { upgrades: ids, trialOfferId: null } : { parents: ids })
  })
  const resourceTypes = at('resource', 'template', 'plan').map(({ number }) => ({
    id: 100 + number,
    name: `Old ${number}`,
    typeId: `type-${number}`,
  }))
  const inTemplate = at('template', 'plan')
  const limits = new Map([[1, -1], ...inTemplate.map(({ number, limit }) => [100 + number, limit] as const)])
  const rateable = new Set(inTemplate.map(({ number }) => number))
  const plans = at('plan')
    .filter(({ number }) => licenses.includes(number))
    .map(({ number, rates }) => planOf(500 + number, [number, ...rates.filter((rate) => rateable.has(rate))]))
  /** More plans of the same licenses, of two of them, or of none. */
  const extra = more.map(({ of, rates, published }, index) =>
    planOf(
      600 + index,
      [...of, ...rates].filter((number) => rateable.has(number)),
      { published },
    ),
  )
  const categories = new Map(
    inTemplate.flatMap(({ number, category }) => (category === undefined ? [] : [[100 + number, category] as const])),
  )
  const observed = emptyInstallation({
    types,
    resourceTypes,
    template: { id: 12, name: 'Office 365', active: true, limits },
    plans: [...plans, ...extra],
    salesCategories: given.reads.salesCategories ? [] : undefined,
  })
  return showCategories({ observed, categories })
}

/** Whether everything that was asked for can be done; otherwise there is no plan to speak of. */
export function isPossible(world: World): boolean {
  return contextOf(world).selection.diagnostics.every(({ severity }) => severity !== 'error')
}
