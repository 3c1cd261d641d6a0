/** Makes one resource as wished: adopts it, changes it by API, or has a person do it. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { chooseWay } from '../../plan/choose-way.ts'
import type { Operation } from '../../plan/plan.ts'
import { offerTarget } from '../../plan/targets.ts'
import { keyOf } from '../../resource/kinds.ts'
import { notReady } from '../../resource/kinds/offer-type.ts'
import type { Debts, Kind, ResourceId, Seen, Task, Way } from '../../resource/resource.ts'
import type { Performed } from '../performed.ts'
import { readBack } from '../read-back.ts'
import type { Session } from '../session.ts'
import { settleOrWatch } from '../settle-debts.ts'
import { settledWriter } from '../settled-writer.ts'
import { kindOfOperation, missingIn, standingOf } from '../standing.ts'
import { waitFor } from '../wait.ts'
import { verifyClaim } from './claimed.ts'
import { performManual } from './manual.ts'

/**
 * The way is chosen now, not when the plan was made: a site may have allowed an API meanwhile.
 *
 * @throws OnboardError `apply/changed-meanwhile` when the resource is neither as planned nor as wished; `oa/…`
 */
export async function performEnsure(operation: Operation, session: Session): Promise<Performed> {
  const kind = kindOfOperation(operation)
  if (kind === undefined) return performManual(operation, session)
  const claim = session.state.settled.get(operation.id)
  if (claim !== undefined) return verifyClaim(operation, kind, claim.id, session)
  if (!isSecondOnItsAddress(operation, session)) {
    const standing = standingOf(operation, session.observed, session.inventory)
    if (standing === 'fulfilled') {
      await untilFinished(operation, kind, session)
      // What somebody said they did, and is there, is their work and not something found.
      const outcome = session.before.attested.has(operation.id) ? 'verified' : 'adopted'
      return { outcome, id: seenId(kind, operation, session) }
    }
    const ours = session.before.started.has(operation.id) && operation.action === 'update'
    if (standing === 'different' && !ours) throw changedMeanwhile(operation, kind, session)
  }
  const way = chooseWay(kind, operation.action as 'create' | 'update', operation.value ?? {}, session.site)
  if (way === undefined || mayHaveBeenDone(operation, way, session)) return performManual(operation, session)
  return performByApi(operation, kind, way, session)
}

/**
 * A site's own method is called only when nobody says that it is done and no earlier call of this run can have had an
 * effect: most are for what no read shows, and doing it twice is worse than asking.
 */
function mayHaveBeenDone({ id }: Operation, way: Way, { before }: Session): boolean {
  return way.name === 'execute' && (before.called.has(id) || before.attested.has(id))
}

/** What an earlier process made, or a lost call, may still be under way. */
async function untilFinished(operation: Operation, kind: Kind, session: Session): Promise<void> {
  const isUnfinished = (): boolean => {
    const seen = kind.seen(keyOf(operation.address ?? ''), session.observed, session.inventory)
    return seen?.unfinished === true
  }
  const { slice } = kind
  if (slice === undefined || !isUnfinished()) return
  const look = async () => {
    await session.readAgain(slice)
    return isUnfinished() ? undefined : true
  }
  const isFinished = await waitUntilReady(operation, 'OA has accepted it and is at work on it', look, session)
  if (isFinished !== true) throw notReady(operation.title, seenId(kind, operation, session))
}

/** Completes what another operation of the same plan makes first, so nothing read before that says anything. */
function isSecondOnItsAddress({ id, address, needs }: Operation, session: Session): boolean {
  return session.plan.operations.some(
    (other) => other.id !== id && other.address === address && needs.includes(other.id),
  )
}

async function performByApi(operation: Operation, kind: Kind, way: Way, session: Session): Promise<Performed> {
  const id = await way.perform(taskOf(operation, kind, session))
  return way.name === 'execute' ? verifyExecuted(operation, kind, session) : { outcome: 'applied', id }
}

/** The site described the method, so its effect is read back; where OA shows none, the last check of the run may. */
async function verifyExecuted(operation: Operation, kind: Kind, session: Session): Promise<Performed> {
  const { standing, id } = await readBack(operation, session)
  if (standing === 'unreadable') return { outcome: 'applied', id: undefined }
  if (standing === 'fulfilled') return { outcome: 'verified', id }
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/execute-without-effect',
    message: `${operation.title}: Billing accepted the site's own method, but the ${kind.noun} is not as wished.`,
    hint: 'Look at it in Billing at once: a wrong position of a parameter changes something else. Correct ways in the configuration, then type: o365-onboard resume',
    facts: { operation: operation.id },
  })
}

function taskOf(operation: Operation, kind: Kind, session: Session): Task {
  const debts: Debts = {
    open: (debt) => session.record({ type: 'debt-opened', operation: operation.id, debt }),
    settle: (debt) => settleOrWatch(operation.id, debt, session),
  }
  return {
    client: settledWriter(operation.id, session),
    target: offerTarget(session.plan),
    action: operation.action as 'create' | 'update',
    key: keyOf(operation.address ?? ''),
    label: operation.label,
    value: operation.value ?? {},
    before: operation.before ?? undefined,
    idOf: session.idOf,
    knownPlans: session.knownPlans,
    debts,
    find: () => find(operation, kind, session),
    waitFor: (why, look) => waitUntilReady(operation, why, look, session),
  }
}

function waitUntilReady<T>(
  { id }: Operation,
  why: string,
  look: () => Promise<T | undefined>,
  session: Session,
): Promise<T | undefined> {
  const since = session.clock.now()
  return waitFor({ operation: id, why, since, until: since + session.site.waits.readySeconds * 1000, look }, session)
}

/** @throws OnboardError `apply/changed-meanwhile` when what a create would make is there in another way */
async function find(operation: Operation, kind: Kind, session: Session): Promise<(Seen & { id: ResourceId })[]> {
  if (kind.slice !== undefined) await session.readAgain(kind.slice)
  const { observed, inventory } = session
  const key = keyOf(operation.address ?? '')
  const seen = kind.seen(key, observed, inventory)
  if (seen?.id === undefined) return []
  const isAsWished = missingIn(kind, operation, seen, inventory)?.length === 0
  if (operation.action === 'update') return isAsWished ? [{ ...seen, id: seen.id }] : []
  const rivals = kind.rivals?.(key, observed, inventory) ?? []
  if (!isAsWished && rivals.length === 0) throw changedMeanwhile(operation, kind, session)
  return [{ ...seen, id: seen.id }, ...rivals]
}

function seenId(kind: Kind, operation: Operation, session: Session) {
  return kind.seen(keyOf(operation.address ?? ''), session.observed, session.inventory)?.id
}

function changedMeanwhile(operation: Operation, kind: Kind, session: Session): OnboardError {
  const seen = kind.seen(keyOf(operation.address ?? ''), session.observed, session.inventory)
  return new OnboardError({
    kind: 'stale-plan',
    code: 'apply/changed-meanwhile',
    message: `The ${kind.noun} "${operation.label}" is no longer what the plan saw.`,
    hint: 'Nothing was done to it. Make a new plan and look at the difference.',
    facts: { operation: operation.id, planned: operation.before, found: seen?.value ?? null },
  })
}
