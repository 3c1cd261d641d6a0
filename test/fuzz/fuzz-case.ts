/** One seed's catalog, installation and faults, always the same ones. */

import fc from 'fast-check'
import type { FaultSchedule } from '../../src/oa/simulator/faults/fault-schedule.ts'
import { type FaultName, faultNames } from '../../src/oa/simulator/faults/faults.ts'
import { catalogOf, guid } from '../plan/small-world.ts'
import { isPossible, type RandomWorld, worlds } from '../plan/random-world.ts'

type Fault = FaultSchedule['faults'][number]

export interface FuzzCase {
  world: RandomWorld
  faults: Fault[]
}

/** How long one call may take, and how long the work of a lost one may still come, in real milliseconds. */
export const PATIENCE = 400
export const LATEST = 150

/** Where a delay is not said, the simulator's own would be waited for in earnest. */
const delays: Partial<Record<FaultName, fc.Arbitrary<number>>> = {
  late: fc.integer({ min: 1, max: LATEST }),
  'transaction-timeout': fc.integer({ min: 1, max: LATEST }),
  slow: fc.constantFrom(20, LATEST, PATIENCE + LATEST),
  refused: fc.integer({ min: 10, max: 100 }),
  drip: fc.constant(0),
  unavailable: fc.constant(0),
}

const writes = [
  'aps.resources.create',
  'aps.resources.update',
  'pem.addResourceType',
  'pem.deactivateST',
  'pem.addResourceTypeToServiceTemplate',
  'pem.setSTRTLimits',
  'pem.activateST',
  'bss.addServicePlan',
] as const

/** Mostly at writes: what a read meets is only made again. */
const place = fc.oneof(
  { weight: 4, arbitrary: fc.record({ write: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 3, arbitrary: fc.record({ method: fc.constantFrom(...writes), nth: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ call: fc.integer({ min: 1, max: 150 }) }) },
)

const fault: fc.Arbitrary<Fault> = fc
  .record({ place, fault: fc.constantFrom(...faultNames), times: fc.constantFrom(1, 1, 1, 2, 5) })
  .chain(({ place: where, ...how }) => {
    const delay = delays[how.fault]
    const entry = { ...how, ...where }
    return delay === undefined ? fc.constant(entry) : delay.map((delayMs) => ({ ...entry, delayMs }))
  })

/** Without what no catalog may have (an offer that depends on itself) and what OA would not take (lists of what has no type). */
function plausible(world: RandomWorld): RandomWorld {
  const offers = [...world.catalog.offers.values()].map((offer) => {
    const others = offer.parents.filter((id) => id !== offer.id)
    return { ...offer, parents: others.length < offer.parents.length && others.length === 0 ? [guid(1)] : others }
  })
  const { observed, categories } = world.installation
  const known = new Set(observed.types.map(({ offerId }) => offerId))
  const licenses = new Set(observed.types.filter(({ kind }) => kind === 'license').map(({ offerId }) => offerId))
  const types = observed.types.map(({ upgrades, parents, ...type }) => ({
    ...type,
    upgrades: upgrades.filter((id) => licenses.has(id)),
    parents: parents.filter((id) => known.has(id)),
  }))
  // A category that no rate shows would be given a second time, and Billing goes on to show the first.
  const rated = new Set(observed.plans.flatMap(({ rates }) => rates.map(({ resourceId }) => resourceId)))
  const shown = new Map([...categories].filter(([id]) => rated.has(id)))
  const cleaned = { ...observed, types }
  const installation = { observed: cleaned, categories: shown }
  return { ...world, catalog: catalogOf(...offers), observed: cleaned, installation }
}

const cases = fc.record({
  world: worlds.map(plausible).filter(isPossible),
  faults: fc.array(fault, { maxLength: 5, size: 'max' }),
})

export function fuzzCase(seed: number): FuzzCase {
  const [drawn] = fc.sample(fc.noBias(cases), { seed, numRuns: 1 })
  if (drawn === undefined) throw new Error(`nothing was drawn for seed ${seed}`)
  return drawn
}
