/** Tasks that OA left behind: whether those of a request of ours are done, and what is said when one failed. */

import { OnboardError } from '../../../lib/onboard-error.ts'
import { firstFew } from '../../../lib/text.ts'
import type { Operation } from '../../../plan/plan.ts'
import type { Session } from '../../session.ts'

/** `request_status` (pem.getRequestStatus). */
const RUNNING = 1
const FAILED = 2

/**
 * @param made the operation that made the request
 * @param onFailure a better error than the usual one, where the messages of the tasks allow it
 * @returns what is still to come; undefined where the run made no request there
 * @throws OnboardError `upgrade/tasks-failed`
 */
export async function tasksOfRequest(
  made: string | undefined,
  operation: Operation,
  { client, state }: Session,
  onFailure: (messages: readonly string[]) => OnboardError | undefined = () => undefined,
): Promise<readonly string[] | undefined> {
  const request = made === undefined ? undefined : state.requests.get(made)
  if (request?.committed !== 'yes') return undefined
  const found = await client.read('pem.getRequestStatus', { request_id: request.id })
  const messages = found.status_messages ?? []
  if (found.request_status === FAILED) throw onFailure(messages) ?? tasksFailed(operation, messages)
  return found.request_status === RUNNING ? [`the tasks of the request "${request.id}" run`] : []
}

export function tasksFailed(operation: Operation, failed: readonly string[]): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'upgrade/tasks-failed',
    message: `${operation.title}: no, tasks failed: ${firstFew(failed)}.`,
    hint: `Go no further. ${(operation.manual?.lines ?? []).join(' ')} A failed task is for a person to decide about, in Operations > Tasks; then type: o365-onboard resume`,
    facts: { operation: operation.id, failed: [...failed] },
  })
}
