/** The tasks that a committed transaction leaves behind. */

import type { AcceptedWrite } from './ledger.ts'
import type { RequestRecord } from './state.ts'
import type { World } from './world.ts'

/** Methods whose work goes on in tasks after the commit; which do is not documented (inferred). */
const taskMethods: readonly string[] = ['pem.activateST']

export function requestRecord(world: World, writes: readonly AcceptedWrite[]): RequestRecord {
  const methods = writes.flatMap(({ what }) => (what.kind === 'call' ? [what.method] : []))
  const tasks = methods.filter((method) => taskMethods.includes(method)).length
  const failures = methods.flatMap((method) => world.taskFailures[method] ?? [])
  return { tasks: Math.max(tasks, failures.length), failures }
}
