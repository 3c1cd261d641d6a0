/** The tasks that a committed transaction leaves behind. */

import type { AcceptedWrite } from './ledger.ts'
import { packageAt } from './application-changes.ts'
import type { RequestRecord, State } from './state.ts'
import type { World } from './world.ts'

/** Methods whose work goes on in tasks after the commit; which do is not documented (inferred). */
const taskMethods: readonly string[] = ['pem.activateST', 'pem.APS.importPackage', 'pem.APS.upgradeApplicationInstance']

export function requestRecord(world: World, state: State, writes: readonly AcceptedWrite[]): RequestRecord {
  const calls = writes.flatMap(({ what }) => (what.kind === 'call' ? [what] : []))
  const tasks = calls.filter(({ method }) => taskMethods.includes(method)).length
  const failures = calls.flatMap(({ method, params }) => [
    ...(world.taskFailures[method] === undefined ? [] : [world.taskFailures[method]]),
    ...(method === 'pem.APS.importPackage' ? failureOf(world, state, params) : []),
  ])
  return { tasks: Math.max(tasks, failures.length), failures }
}

function failureOf(world: World, state: State, params: unknown): string[] {
  const { package_url } = params as { package_url: string }
  const version = packageAt(world, package_url)?.version
  const failure = state.packages.get(version ?? '')?.failure
  return failure === undefined ? [] : [failure]
}
