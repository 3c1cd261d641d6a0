/** Whether an upgrade stands where its way out (R1) begins: at an import that failed for want of the settings script. */

import type { Plan } from '../plan/plan.ts'
import { NEEDS_SCRIPT } from './perform/wait/imported-look.ts'
import type { RunState } from './run-state.ts'

/** An import by hand tells nothing; a person who waits for it sees the message of the task. */
export function isForRecovery({ operations }: Plan, { failed, waiting }: RunState): boolean {
  return operations.some(
    ({ id, wait }) => failed.get(id)?.code === NEEDS_SCRIPT || (wait?.for === 'package-imported' && waiting.has(id)),
  )
}
