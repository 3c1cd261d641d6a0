/** Makes one resource as wished: adopts it, changes it by API, or has a person do it. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { OaFault } from '../../oa/oa-fault.ts'
import { chooseWay } from '../../plan/choose-way.ts'
import type { Operation } from '../../plan/plan.ts'
import { keyOf } from '../../resource/kinds.ts'
import type { Debts, Kind, Task, Way } from '../../resource/resource.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { isWhollyVisible, kindOfOperation, standingOf } from '../standing.ts'
import { performManual } from './manual.ts'

/**
 * The way is chosen now, not when the plan was made: a site may have allowed an API meanwhile.
 *
 * @throws OnboardError `apply/changed-meanwhile` when the resource is neither as planned nor as wished; `oa/…`
 */
export async function performEnsure(operation: Operation, session: Session): Promise<Performed> {
  const kind = kindOfOperation(operation)
  if (kind === undefined) return performManual(operation, session)
  if (!isSecondOnItsAddress(operation, session)) {
    const standing = standingOf(operation, session.observed, session.inventory)
    if (standing === 'fulfilled') {
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

/** Completes what another operation of the same plan makes first, so nothing read before that says anything. */
function isSecondOnItsAddress({ id, address, needs }: Operation, session: Session): boolean {
  return session.plan.operations.some(
    (other) => other.id !== id && other.address === address && needs.includes(other.id),
  )
}

async function performByApi(operation: Operation, kind: Kind, way: Way, session: Session): Promise<Performed> {
  try {
    const id = await way.perform(taskOf(operation, session))
    return way.name === 'execute' ? await verifyExecuted(operation, kind, session) : { outcome: 'applied', id }
  } catch (error) {
    if (!(error instanceof OaFault) || error.outcome === 'not-sent' || kind.slice === undefined) throw error
    // A lost answer, or an error although the work was done (both seen in production): the installation knows.
    return settleByReading(operation, kind, session, error)
  }
}

/** The site described the method, so its effect is read back; where OA shows none, the last check of the run may. */
async function verifyExecuted(operation: Operation, kind: Kind, session: Session): Promise<Performed> {
  if (kind.slice === undefined || !isWhollyVisible(kind, operation, session.inventory)) {
    return { outcome: 'applied', id: undefined }
  }
  await session.readAgain(kind.slice)
  const standing = standingOf(operation, session.observed, session.inventory)
  if (standing === 'unreadable') return { outcome: 'applied', id: undefined }
  if (standing === 'fulfilled') return { outcome: 'verified', id: seenId(kind, operation, session) }
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/execute-without-effect',
    message: `${operation.title}: Billing accepted the site's own method, but the ${kind.noun} is not as wished.`,
    hint: 'Look at it in Billing at once: a wrong position of a parameter changes something else. Correct ways in the configuration, then type: o365-onboard resume',
    facts: { operation: operation.id },
  })
}

async function settleByReading(operation: Operation, kind: Kind, session: Session, fault: OaFault): Promise<Performed> {
  try {
    if (kind.slice !== undefined) await session.readAgain(kind.slice)
  } catch (error) {
    if (fault.outcome === 'refused') throw fault
    throw uncertain(
      operation,
      fault,
      `it cannot be looked up: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  if (standingOf(operation, session.observed, session.inventory) === 'fulfilled') {
    return { outcome: 'applied', id: seenId(kind, operation, session) }
  }
  if (fault.outcome === 'refused') throw fault
  const missing = operation.action === 'create' ? 'is not there' : 'is not as wished'
  throw uncertain(operation, fault, `the ${kind.noun} ${missing} now`)
}

function uncertain({ id, title }: Operation, fault: OaFault, found: string): OnboardError {
  return new OnboardError({
    kind: 'uncertain',
    code: 'apply/uncertain',
    message: `${title}: the call left, no answer came, and ${found}. It may still come. ${fault.message}`,
    hint: 'OA may go on for minutes after a lost answer. Wait about 17 minutes, look at Operations > Tasks, then type: o365-onboard resume',
    facts: { operation: id, method: fault.method },
    cause: fault,
  })
}

function taskOf(operation: Operation, session: Session): Task {
  const debts: Debts = {
    open: (debt) => {
      session.windows.set(operation.id, debt)
      return session.record({ type: 'debt-opened', operation: operation.id, debt })
    },
    settle: (debt) => session.record({ type: 'debt-settled', operation: operation.id, debt }),
  }
  return {
    client: session.clientFor(operation.id),
    target: session.plan.target,
    action: operation.action as 'create' | 'update',
    key: keyOf(operation.address ?? ''),
    label: operation.label,
    value: operation.value ?? {},
    before: operation.before ?? undefined,
    idOf: session.idOf,
    knownPlans: session.knownPlans,
    debts,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }
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
