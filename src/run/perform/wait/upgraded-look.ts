/** Whether an instance is upgraded: its version, its status, and the tasks where this run has begun them. */

import type { Operation } from '../../../plan/plan.ts'
import { readInstance, sameVersion } from '../../../resource/observe/versions.ts'
import type { Session } from '../../session.ts'
import type { WaitLook } from '../wait.ts'
import { tasksOfRequest } from './tasks-of-request.ts'

export function upgradedLook(operation: Operation, session: Session): WaitLook {
  const { wait } = operation
  if (wait?.for !== 'instance-upgraded') throw new TypeError(`${operation.id} waits for no instance`)
  const made = session.wholePlan.operations.find(
    ({ application }) => application?.change === 'upgrade' && application.instanceId === wait.instanceId,
  )
  return async () => {
    const open = (await tasksOfRequest(made?.id, operation, session)) ?? []
    const { package_version, status } = await readInstance(session.client, wait.instanceId)
    if (sameVersion(package_version, wait.version) && status === 'Ready') return open
    return [...open, `instance ${wait.instanceId} is ${status} at ${package_version}`]
  }
}
