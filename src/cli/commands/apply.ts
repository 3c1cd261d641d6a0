/** `apply <plan.json>`: performs that plan and nothing else. */

import { changesSomething } from '../../plan/plan.ts'
import { readPlan } from '../../plan/plan-file.ts'
import { refuseSecrets } from '../../plan/refuse-secrets.ts'
import { count } from '../../lib/text.ts'
import { checkPlan } from '../../onboard.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace } from '../workspace.ts'
import { allowedBy, type ChangingFlags } from './agree-to-breaches.ts'
import { refuseUsed, refuseWhileUncertain } from './earlier-runs.ts'
import { confirmed, runToEnd, stopIfInterrupted, tellUnfinished } from './run-plan.ts'

export async function apply(file: string, flags: ChangingFlags, context: Context): Promise<number> {
  const plan = await readPlan(file)
  const workspace = await openWorkspace(flags, context, { changes: 'apply', debts: 'refuse', refusesStopped: true })
  try {
    await refuseUsed(plan, workspace.store)
    await tellUnfinished(workspace, context)
    await refuseWhileUncertain(workspace, context)
    const { connection, installation } = workspace
    refuseSecrets(plan, context.redactor)
    const { observed, breaches } = await checkPlan(plan, installation, connection)
    workspace.view.plan(plan)
    if (!changesSomething(plan)) return exitCodes.done.code
    const question = `Apply ${count(plan.operations.length, 'operation')} to ${installation.name}?`
    if (!(await confirmed(question, breaches, flags, workspace))) {
      workspace.view.note('Nothing was changed.')
      return exitCodes.done.code
    }
    stopIfInterrupted(context)
    const allowed = allowedBy(context.user, breaches)
    const run = await workspace.store.create(plan, new Date(), workspace.lease, { allowed })
    return await runToEnd(run, workspace, flags, context, flags.yes === true ? observed : undefined)
  } finally {
    await workspace.close()
  }
}
