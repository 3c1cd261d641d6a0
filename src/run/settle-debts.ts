/** Closes what an earlier walk left open, before anything else is done. */

import { closeTemplateWindow, templateValue } from '../resource/kinds/template-window.ts'
import type { Debt } from '../resource/resource.ts'
import type { Session } from './session.ts'

/** Activates every template that the run made inactive; limits first, so that nothing is sold without one. */
export async function settleDebts(session: Session): Promise<void> {
  const debts = [...session.before.debts, ...(await comeLate(session))]
  for (const { operation, debt } of debts) {
    const value = session.plan.operations.find(({ id }) => id === operation)?.value
    const limits = Object.entries(templateValue.parse(value).limits)
    const wanted = limits.flatMap(([address, limit]) => {
      const resource = session.inventory.resourceTypes.get(address.slice('resource-type/'.length))
      return resource === undefined ? [] : [{ id: resource.id, limit }]
    })
    await closeTemplateWindow(session.clientFor(operation), debt, wanted)
    await session.record({ type: 'debt-settled', operation, debt })
  }
  if (debts.length > 0) await session.readAgain('template')
}

/**
 * A deactivation whose answer was lost may be done only after the window was found closed. While the operation that
 * opened the window is not done, an inactive template is still ours to activate.
 */
async function comeLate(session: Session): Promise<{ operation: string; debt: Debt }[]> {
  const { debts, windows, done } = session.before
  const { id, active } = session.observed.template
  if (active || debts.some(({ debt }) => debt.templateId === id)) return []
  const [late] = [...windows].filter(([operation, debt]) => debt.templateId === id && !done.has(operation))
  if (late === undefined) return []
  const [operation, debt] = late
  await session.record({ type: 'debt-opened', operation, debt })
  return [{ operation, debt }]
}
