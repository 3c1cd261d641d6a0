/** What a person can decide about an operation that failed or is uncertain; every decision is an event. */

import { isOfferId } from '../catalog/offer-id.ts'
import { sameJson } from '../lib/json.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { closest, firstFew } from '../lib/text.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { closedExclusion } from '../plan/without-offers.ts'
import { keyOf } from '../resource/kinds.ts'
import type { ResourceId } from '../resource/resource.ts'
import { effectivePlan } from './effective-plan.ts'
import type { RunEvent } from './run-event.ts'
import type { RunState } from './run-state.ts'
import { kindOfOperation } from './standing.ts'

export type Decision =
  | { choice: 'retry'; operation: string }
  | { choice: 'skip'; operation: string; reason: string }
  /** It is done, and this is the object; a read must confirm it. */
  | { choice: 'settle'; operation: string; id: ResourceId }
  /** Offer id or name. */
  | { choice: 'exclude'; offer: string; reason?: string }

/** @throws OnboardError `run/unknown-operation` */
function operationOf(plan: Plan, run: string, wanted: string): Operation {
  const found = plan.operations.find(({ id }) => id === wanted)
  if (found !== undefined) return found
  const ids = plan.operations.map(({ id }) => id)
  const meant = closest(wanted, ids)
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'run/unknown-operation',
    message: `The run ${run} has no operation "${wanted}".`,
    hint: meant === undefined ? `What it waits for is shown by: o365-onboard status ${run}` : `Did you mean ${meant}?`,
  })
}

/** @throws OnboardError `run/unknown-operation`, `choice/done` */
export function undoneOperation(run: string, plan: Plan, state: RunState, wanted: string): Operation {
  const found = operationOf(plan, run, wanted)
  if (!state.done.has(found.id)) return found
  throw refused('choice/done', `${found.title} is done already; a done operation never runs again.`)
}

/**
 * The event that a decision becomes.
 *
 * @param plan the whole plan of the run
 * @throws OnboardError `run/unknown-operation`, `choice/…` when there is nothing to decide; nothing was done then
 */
export function decide(run: string, plan: Plan, state: RunState, decision: Decision, by: string): RunEvent {
  if (decision.choice === 'exclude') return exclude(plan, state, decision, by)
  const found = undoneOperation(run, plan, state, decision.operation)
  const { title } = found
  if (decision.choice === 'settle' && !canSettle(found))
    throw refused(
      'choice/no-object',
      `${title} makes no object with an id.`,
      `That it was done is recorded by: o365-onboard attest ${run}`,
    )
  // Only the installation's name opens the gate before what cannot be taken back.
  if (decision.choice === 'skip' && found.evidence === plan.target.installation)
    throw refused(
      'choice/gate',
      `${title} cannot be left out.`,
      `Nothing was changed. It is agreed to with: o365-onboard attest ${run}`,
    )
  const { choice, operation, ...more } = decision
  return { type: 'choice-made', choice, operation, by, ...more }
}

function exclude(
  plan: Plan,
  state: RunState,
  { offer, reason }: Extract<Decision, { choice: 'exclude' }>,
  by: string,
): RunEvent {
  const own = new Map(
    plan.operations.flatMap((operation) => {
      const id = offerOf(operation)
      return id === undefined ? [] : [[id, plan.names[id] ?? operation.label] as const]
    }),
  )
  const wanted = offer.trim().toLowerCase()
  const found = own.has(wanted) ? wanted : [...own].find(([, name]) => name.toLowerCase() === wanted)?.[0]
  if (found === undefined) {
    const meant = closest(offer, own.values())
    throw refused(
      'choice/unknown-offer',
      `The plan makes nothing for an offer "${offer}".`,
      meant === undefined ? `It makes: ${firstFew([...own.values()])}.` : `Did you mean "${meant}"?`,
    )
  }
  const excluded = closedExclusion(plan, [...state.excluded, found])
  const offers = [...excluded].filter((id) => !state.excluded.has(id))
  if (sameJson(effectivePlan(plan, { ...state, excluded }), effectivePlan(plan, state)))
    throw refused('choice/done', `Everything for ${own.get(found) ?? found} is done already, or left out.`)
  return { type: 'offers-excluded', offers, by, ...(reason === undefined ? {} : { reason }) }
}

/** Whether an operation makes an object that can be named by its id. */
export function canSettle(operation: Operation): boolean {
  return (kindOfOperation(operation)?.ways.length ?? 0) > 0
}

const ofOneOffer = /^(license-type|addon-type|resource-type|resource-unit|service-plan|upgrade-paths)\//

/** The offer that an operation makes something for; undefined for what is about several, about an old plan, or about none. */
export function offerOf({ address }: Pick<Operation, 'address'>): string | undefined {
  if (address === undefined || !ofOneOffer.test(address)) return undefined
  const key = keyOf(address)
  return isOfferId(key) ? key : undefined
}

function refused(code: string, message: string, hint = 'Nothing was changed.'): OnboardError {
  return new OnboardError({ kind: 'invalid-input', code, message, hint })
}
