/**
 * A change of the application, in a transaction of its own: OA then knows the tasks that it leaves by an id of ours
 * (oa-wire.md, section 1.2). Until the commit nothing is done, so what is lost before it is begun anew; a lost commit is
 * looked for like any other write, and never repeated while it may still be done.
 */

import { OnboardError } from '../lib/onboard-error.ts'
import type { MethodParams } from '../oa/methods.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { Operation } from '../plan/plan.ts'
import type { Look } from '../resource/resource.ts'
import type { Session } from './session.ts'
import { settledWriter, settleLost } from './settled-writer.ts'

type TrackedMethod = 'pem.APS.importPackage' | 'pem.APS.upgradeApplicationInstance'

export interface TrackedChange<M extends TrackedMethod> {
  name: M
  params: MethodParams<M>
  /** Whether a read shows it. @param answer what OA answered to it, if it did */
  isDone: (answer: unknown) => Promise<boolean>
}

/** How often it is begun anew when an answer is lost before the commit. */
const ATTEMPTS = 3

/** In seconds: one that nobody comes back to must not stay open for ever, as it does by default (txn.Begin). */
const OPEN_FOR = 600

/**
 * Resolves when it is committed; its tasks may still run. An earlier process may have done it: then nothing is sent.
 *
 * @throws OnboardError `upgrade/refused`; `apply/…`, `wait/…` when it is not known what became of the commit
 */
export async function changeTracked<M extends TrackedMethod>(
  operation: Operation,
  session: Session,
  change: TrackedChange<M>,
): Promise<void> {
  const { id } = operation
  if (await wasCommitted(id, session, change)) return
  for (let attempt = 1; ; attempt += 1) {
    await forgetUncommitted(id, session)
    try {
      await changeOnce(id, session, change)
      return
    } catch (error) {
      if (!(error instanceof OaFault)) throw error
      if (error.outcome === 'refused') throw refused(operation, error)
      if (error.outcome === 'not-sent' || attempt === ATTEMPTS) throw error
    }
  }
}

async function changeOnce<M extends TrackedMethod>(
  id: string,
  session: Session,
  change: TrackedChange<M>,
): Promise<void> {
  const client = session.clientFor(id)
  // Numbered by the calls of the run, so it was never used before.
  const request = `o365-onboard ${session.machine.run} ${id} ${session.state.lastCall + 1}`
  const { txn_id } = await client.write('txn.Begin', { request_id: request.slice(-256), timeout: OPEN_FOR })
  await client.write(change.name, { ...change.params, txn_id })
  await settledWriter(id, session).write('txn.Commit', { txn_id }, committed(id, session, change))
}

async function wasCommitted<M extends TrackedMethod>(
  id: string,
  session: Session,
  change: TrackedChange<M>,
): Promise<boolean> {
  const before = session.state.requests.get(id)?.committed ?? 'no'
  if (before !== 'perhaps') return before === 'yes'
  const look = committed(id, session, change)
  return (await settleLost(id, session, { name: 'txn.Commit', params: { txn_id: '' }, look })) !== undefined
}

/** Its request is known to have tasks, or its effect is there: no task at all may also mean that nothing was committed. */
function committed<M extends TrackedMethod>(
  id: string,
  { client, state }: Session,
  { isDone }: TrackedChange<M>,
): Look<undefined> {
  return async () => {
    const request = state.requests.get(id)
    if (request === undefined) return []
    const { request_status } = await client.read('pem.getRequestStatus', { request_id: request.id })
    return request_status !== 0 || (await isDone(request.answer)) ? [{ id: request.id, result: undefined }] : []
  }
}

/** What was sent in a transaction that nobody commits does nothing, whatever became of it. */
async function forgetUncommitted(operation: string, session: Session): Promise<void> {
  const lost = (session.state.lost.get(operation) ?? []).filter(
    ({ method, absent }) => method !== 'txn.Commit' && !absent,
  )
  for (const { call } of lost) await session.record({ type: 'call-settled', operation, call, effect: 'absent' })
}

function refused({ title, id }: Operation, fault: OaFault): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'upgrade/refused',
    message: `${title}: OA refused it: ${fault.message}`,
    hint: `Nothing of it was done. If it is so already, type: o365-onboard attest <run> '${id}' --evidence "…". When the cause is gone: o365-onboard resume`,
    facts: { operation: id, ...fault.facts },
    cause: fault,
  })
}
