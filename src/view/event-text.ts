/** What happens, a line for each thing that a person wants to know. */

import { printable } from '../lib/printable.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import type { Outcome, RunEvent } from '../run/run-event.ts'
import type { Style } from './style.ts'

const outcomeWords: Record<Outcome, string> = {
  applied: 'done',
  adopted: 'was there already',
  verified: 'by hand, verified',
  attested: 'by hand, attested',
}

function remark(outcome: Outcome, operation: Operation | undefined, style: Style): string {
  return outcome === 'applied' || operation?.type === 'check' ? '' : style.faint(` (${outcomeWords[outcome]})`)
}

/** The line for an event, or undefined when it says nothing new to a person. */
export function eventLine(event: RunEvent, plan: Plan, style: Style): string | undefined {
  const operation = 'operation' in event ? plan.operations.find(({ id }) => id === event.operation) : undefined
  const title = printable(operation?.title ?? '')
  switch (event.type) {
    case 'operation-done':
      return `${style.good('✓')} ${title}${remark(event.outcome, operation, style)}`
    case 'operation-failed':
      return `${style.bad('✗')} ${title}`
    case 'operation-waiting':
      return `${style.byHand('…')} ${title}: waits for a person`
    case 'debt-opened':
      return style.changed(`! ${printable(event.debt.templateName)} is inactive from here`)
    case 'debt-settled':
      return `${style.good('✓')} ${printable(event.debt.templateName)} is active again`
    case 'run-started':
    case 'run-resumed':
      return style.faint(`run ${event.run}`)
    case 'journal-repaired':
      return style.changed(`! the last line of the journal was cut off by a crash; ${event.bytes} bytes removed`)
    case 'operation-started':
    case 'operation-attested':
    case 'call-intended':
    case 'call-answered':
    case 'call-failed':
    case 'run-finished':
      return undefined
  }
}
