/** Whether an import is finished: its tasks, and the package itself. */

import { OnboardError } from '../../../lib/onboard-error.ts'
import type { Operation, Plan } from '../../../plan/plan.ts'
import { readInstances, readPackageStatus, sameVersion } from '../../../resource/observe/versions.ts'
import { importedPackage, importOf } from '../../imported-package.ts'
import type { Session } from '../../session.ts'
import type { WaitLook } from '../wait.ts'
import { tasksOfRequest, tasksFailed } from './tasks-of-request.ts'

/** The script that the document names in the failure which its recovery is for (R1). */
const SCRIPT = 'upgradeResourceSettings16-6To16-8.py'

/** The failure that R1 is for, and nothing else is. */
export const NEEDS_SCRIPT = 'upgrade/import-needs-script'

/** Of an import by hand no read tells whether its tasks are done. */
export function importedLook(operation: Operation, session: Session): WaitLook {
  const { client, site, state, wholePlan } = session
  const made = importOf(wholePlan)?.id
  const imported = importedPackage(made ?? '', state)
  const version = operation.wait?.for === 'package-imported' ? operation.wait.version : ''
  return async () => {
    // An instance at the version proves more than any task.
    if ((await readInstances(client, site)).some((each) => sameVersion(each.package_version, version))) return []
    if (imported === undefined) return undefined
    const failure = (messages: readonly string[]) => needsScript(operation, messages, wholePlan)
    const open = (await tasksOfRequest(made, operation, session, failure)) ?? []
    const status = await readPackageStatus(client, imported)
    if (status !== undefined && /error/i.test(status)) throw tasksFailed(operation, [`the package is in: ${status}`])
    return status === 'Ready' ? open : [...open, `the package is in: ${status ?? 'not known to OA'}`]
  }
}

function needsScript(
  { title, id }: Operation,
  messages: readonly string[],
  { target }: Pick<Plan, 'target'>,
): OnboardError | undefined {
  const said = messages.find((message) => message.includes(SCRIPT))
  if (said === undefined) return undefined
  return new OnboardError({
    kind: 'failed',
    code: NEEDS_SCRIPT,
    message: `${title}: no, the import failed because ${SCRIPT} had not run: ${said}.`,
    hint: `Upgrade no instance. The way out is a run of its own, with the same answers: o365-onboard upgrade --from ${target.applicationVersion} --answers … --recovery; afterwards go on with this one: o365-onboard resume`,
    facts: { operation: id, messages: [...messages] },
  })
}
