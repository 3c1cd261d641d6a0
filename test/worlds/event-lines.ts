/** A journal in few lines: step by step, what happened to how many operations, without times, ids and hashes. */

import type { Plan } from '../../src/plan/plan.ts'
import type { RunEvent } from '../../src/run/run-event.ts'

/** Operations of one step to which the same happened in the same order are one line; what is about no operation stands alone. */
export function eventLines({ steps, operations }: Plan, events: readonly RunEvent[]): string[] {
  const own = new Map<string, string[]>(operations.map(({ id }) => [id, []]))
  const alone: string[] = []
  for (const event of events) {
    if ('operation' in event) own.get(event.operation)?.push(...words(event))
    else alone.push(...words(event))
  }
  const [begin = '', ...rest] = alone
  return [begin, ...steps.flatMap(({ id }) => stepLines(id, operations, own)), ...rest]
}

function stepLines(step: string, operations: Plan['operations'], own: ReadonlyMap<string, string[]>): string[] {
  const counts = new Map<string, number>()
  for (const operation of operations) {
    if (operation.step !== step) continue
    const shape = own.get(operation.id)?.join(', ') ?? ''
    counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  return [...counts].map(([shape, number]) => `${step} × ${number}: ${shape}`)
}

function words(event: RunEvent): string[] {
  if (event.type === 'operation-started' || event.type === 'call-answered') return []
  if (event.type === 'run-started') return ['started', ...(event.allowed ?? []).map(({ rule }) => `allowed ${rule}`)]
  if (event.type === 'run-finished') return [`finished: ${event.outcome}`]
  if (event.type === 'call-intended') return [event.method]
  if (event.type === 'operation-done') return [event.outcome]
  if (event.type === 'operation-attested') return ['attested by a person']
  return [event.type]
}

/** Operations that began before everything that they need was done. */
export function beganTooEarly({ operations }: Plan, events: readonly RunEvent[]): string[] {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]))
  const done = new Set<string>()
  return events.flatMap((event) => {
    if (event.type === 'operation-done') done.add(event.operation)
    if (event.type !== 'operation-started') return []
    const open = (needs.get(event.operation) ?? []).filter((need) => !done.has(need))
    return open.map((need) => `${event.operation} before ${need}`)
  })
}
