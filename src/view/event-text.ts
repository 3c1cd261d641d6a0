/** What happens, a line for each thing that a person wants to know. */

import { printable } from '../lib/printable.ts'
import type { Plan } from '../plan/plan.ts'
import type { Outcome, RunEvent } from '../run/run-event.ts'
import type { Style } from './style.ts'

const outcomeWords: Record<Outcome, string> = {
  applied: 'done',
  adopted: 'was there already',
  verified: 'by hand, verified by reading',
  attested: 'by hand, on a word',
}

/** The line for an event, or undefined when it says nothing new to a person. */
export function eventLine(event: RunEvent, plan: Plan, style: Style): string | undefined {
  const title = (id: string): string => printable(plan.operations.find((operation) => operation.id === id)?.title ?? id)
  switch (event.type) {
    case 'operation-done':
      return `${style.good('✓')} ${title(event.operation)}${event.outcome === 'applied' ? '' : style.faint(` (${outcomeWords[event.outcome]})`)}`
    case 'operation-failed':
      return `${style.bad('✗')} ${title(event.operation)}`
    case 'operation-waiting':
      return `${style.byHand('…')} ${title(event.operation)}: waits for a person`
    case 'debt-opened':
      return style.changed(`! ${printable(event.debt.templateName)} is inactive from here`)
    case 'debt-settled':
      return `${style.good('✓')} ${printable(event.debt.templateName)} is active again`
    case 'run-started':
    case 'run-resumed':
      return style.faint(`run ${event.run}`)
    case 'operation-started':
    case 'operation-attested':
    case 'call-intended':
    case 'call-answered':
    case 'call-failed':
    case 'run-finished':
      return undefined
  }
}
