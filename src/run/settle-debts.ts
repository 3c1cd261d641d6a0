/** Closes what was left open: first of all on a resume, and for good only when nothing can open it again. */

import { isoTime } from '../lib/clock.ts'
import { closeTemplateWindow, deactivation, templateValue } from '../resource/kinds/template-window.ts'
import { isInactive } from '../resource/observed-state.ts'
import type { Debt } from '../resource/resource.ts'
import type { LostCall } from './lost-calls.ts'
import { quarantineEnd } from './run-state.ts'
import type { Session } from './session.ts'
import { settledWriter, settleLost } from './settled-writer.ts'

/**
 * Activates every template that the run made inactive; limits first, so that nothing is sold without one. While a
 * deactivation without an answer may still be done, it waits for that: until then the debt is not paid.
 */
export async function settleDebts(session: Session): Promise<void> {
  const debts = [...session.before.debts, ...(await comeLate(session))]
  for (const { operation, debt } of debts) {
    const call = deactivation(session.client, debt.templateId)
    if (lostDeactivations(operation, session).length > 0) {
      if ((await call.look()).length === 0) await settleOrWatch(operation, debt, session)
      await settleLost(operation, session, call)
    }
    await closeTemplateWindow(settledWriter(operation, session), debt, wantedLimits(operation, session))
    await settleOrWatch(operation, debt, session)
  }
  if (debts.length > 0) await session.readAgain('template')
}

/** The template is active. The debt is settled, unless a lost deactivation may still come. */
export async function settleOrWatch(operation: string, debt: Debt, session: Session): Promise<void> {
  const lost = lostDeactivations(operation, session)
  if (lost.length === 0) return session.record({ type: 'debt-settled', operation, debt })
  const now = session.clock.now()
  const until = Math.max(...lost.map(({ lostAt }) => quarantineEnd(lostAt, session.quarantineMs, now)))
  return session.record({ type: 'debt-watched', operation, debt, until: isoTime(until) })
}

function lostDeactivations(operation: string, { state }: Session): LostCall[] {
  const calls = state.lost.get(operation) ?? []
  return calls.filter(({ method, absent }) => method === 'pem.deactivateST' && !absent)
}

/** The limits that an operation meant to set, of what exists by now. */
function wantedLimits(operation: string, { wholePlan, inventory }: Session): { id: number; limit: number }[] {
  const { value } = wholePlan.operations.find(({ id }) => id === operation) ?? {}
  const limits = value === undefined ? {} : templateValue.parse(value).limits
  return Object.entries(limits).flatMap(([address, limit]) => {
    const resource = inventory.resourceTypes.get(address.slice('resource-type/'.length))
    return resource === undefined ? [] : [{ id: resource.id, limit }]
  })
}

/**
 * A window that was found closed and is open again: somebody deactivated the template, or a call was done later than
 * any quarantine. While the operation that opened the window is not done, an inactive template is still ours to activate.
 */
async function comeLate(session: Session): Promise<{ operation: string; debt: Debt }[]> {
  const { debts, windows, done } = session.before
  const late = [...windows].flatMap(([operation, debt]) => {
    const isOpen = debts.some((open) => open.debt.templateId === debt.templateId)
    return isInactive(session.observed, debt.templateId) && !isOpen && !done.has(operation) ? [{ operation, debt }] : []
  })
  for (const { operation, debt } of late) await session.record({ type: 'debt-opened', operation, debt })
  return late
}
