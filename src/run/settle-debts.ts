/** Closes what an earlier walk left open, before anything else is done. */

import { closeTemplateWindow, templateValue } from '../resource/kinds/template-window.ts'
import type { Session } from './session.ts'

/** Activates every template that the run made inactive; limits first, so that nothing is sold without one. */
export async function settleDebts(session: Session): Promise<void> {
  for (const { operation, debt } of session.before.debts) {
    const value = session.plan.operations.find(({ id }) => id === operation)?.value
    const limits = Object.entries(templateValue.parse(value).limits)
    const wanted = limits.flatMap(([address, limit]) => {
      const resource = session.inventory.resourceTypes.get(address.slice('resource-type/'.length))
      return resource === undefined ? [] : [{ id: resource.id, limit }]
    })
    await closeTemplateWindow(session.clientFor(operation), debt, wanted)
    await session.record({ type: 'debt-settled', operation, debt })
  }
  if (session.before.debts.length > 0) await session.readAgain('template')
}
