/** `apply <plan.json>`: performs that plan and nothing else. */

import { changesSomething } from '../../plan/plan.ts'
import { readPlan } from '../../plan/plan-file.ts'
import { count } from '../../lib/text.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'
import { confirmed, runToEnd, tellUnfinished } from './run-plan.ts'

export async function apply(file: string, flags: CommonFlags, context: Context): Promise<number> {
  const plan = await readPlan(file)
  const workspace = await openWorkspace(flags, context)
  try {
    await tellUnfinished(workspace, context)
    workspace.view.plan(plan)
    if (!changesSomething(plan)) return exitCodes.done.code
    const question = `Apply ${count(plan.operations.length, 'operation')} to ${workspace.installation.name}?`
    if (!(await confirmed(question, flags, workspace))) {
      workspace.view.note('Nothing was changed.')
      return exitCodes.done.code
    }
    const run = await workspace.store.create(plan, new Date())
    return await runToEnd(run, workspace, flags, context)
  } finally {
    await workspace.close()
  }
}
