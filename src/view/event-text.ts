/** What happens, a line for each thing that a person wants to know. */

import { clockTime, timeOf } from '../lib/clock.ts'
import { printable } from '../lib/printable.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { isSeen, outcomeWords } from '../report/outcome-words.ts'
import type { Choice, Outcome, RunEvent } from '../run/run-event.ts'
import type { Style } from './style.ts'

const choiceWords: Record<Choice, string> = { retry: 'again', skip: 'left out', settle: 'said to be done' }

/** A time of an event, as people read it. */
export function timeText(iso: string): string {
  const now = Date.now()
  return clockTime(timeOf(iso) ?? now, now)
}

function remark(outcome: Outcome, operation: Operation | undefined, style: Style): string {
  return outcome === 'applied' || isSeen(operation?.type, outcome) ? '' : style.faint(` (${outcomeWords[outcome]})`)
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
    case 'debt-watched':
      return style.changed(
        `! ${printable(event.debt.templateName)} is active, but a deactivation without an answer may still be done until ${timeText(event.until)}`,
      )
    case 'operation-settling':
      return style.changed(`… ${title}: ${printable(event.why)}; waiting until ${timeText(event.until)}`)
    case 'operation-skipped':
      return `${style.changed('-')} ${title}: left out, ${printable(event.reason)}`
    case 'choice-made':
      return style.faint(`${choiceWords[event.choice]}: ${title} (${printable(event.by)})`)
    case 'offers-excluded':
      return style.faint(
        `left out: ${event.offers.map((id) => printable(plan.names[id] ?? id)).join(', ')} (${printable(event.by)})`,
      )
    case 'runbook-edited': {
      const steps = [...event.steps.map(({ id }) => id), ...event.removed.map((id) => `${id} (taken out)`)]
      return style.changed(`the runbook was changed, in steps that had not begun: ${printable(steps.join(', '))}`)
    }
    case 'run-started':
    case 'run-resumed':
      return style.faint(`run ${printable(event.run)}`)
    case 'journal-repaired':
      return style.changed(`! the last line of the journal was cut off by a crash; ${event.bytes} bytes removed`)
    case 'command-begun':
      return style.faint(`… ${title}: ${printable(event.line)}`)
    case 'provisioning-seen':
      return style.faint(`template ${event.templateId} was ${event.active ? 'active' : 'inactive'} before`)
    case 'command-ended':
    case 'operation-started':
    case 'operation-attested':
    case 'call-intended':
    case 'call-answered':
    case 'call-failed':
    case 'call-settled':
    case 'run-abandoned':
    case 'run-finished':
      return undefined
  }
}
