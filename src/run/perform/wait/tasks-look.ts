/**
 * Whether all Office 365 tasks are processed. OA has no public call that lists tasks (oa-wire.md, section 8), so a command
 * of the site's own is asked: a line for each task that is not done, its state first.
 */

import type { Operation } from '../../../plan/plan.ts'
import { OnboardError } from '../../../lib/onboard-error.ts'
import { unreachable } from '../command.ts'
import { isLost, runOnHost, tailOf } from '../../hosts/run-on-host.ts'
import type { Session } from '../../session.ts'
import type { WaitLook } from '../wait.ts'
import { tasksFailed } from './tasks-of-request.ts'

/** States that no waiting changes (uTasks, client code). */
const DEAD = /^(failed|cancell?ed|f|c)\b/i

/** Only a person can tell where the site names no command, or where people type the commands. */
export function tasksLook(operation: Operation, session: Session): WaitLook {
  const { command } = operation
  return async () => {
    const way = command === undefined ? 'manual' : session.site.hosts[command.on]
    if (command === undefined || way === 'manual') return undefined
    const ended = await runOnHost(command, way, session.machine.runProgram)
    if (typeof way !== 'string' && isLost(ended)) throw unreachable(operation, way, ended)
    if (ended.exitCode !== 0)
      throw new OnboardError({
        kind: 'failed',
        code: 'upgrade/tasks-unknown',
        message: `${operation.title}: nobody knows, the command that tells ended with exit code ${String(ended.exitCode)}: ${tailOf(ended)}`,
        hint: `Nothing was changed. Mend tasks.command in the answers; or look yourself, and type: o365-onboard attest <run> '${operation.id}' --evidence "…". Then: o365-onboard resume`,
        facts: { operation: operation.id, exitCode: ended.exitCode, stderr: ended.stderr },
      })
    const lines = ended.stdout.split('\n').map((line) => line.trim())
    const open = lines.filter((line) => line !== '')
    const dead = open.filter((line) => DEAD.test(line))
    if (dead.length > 0) throw tasksFailed(operation, dead)
    return open
  }
}
