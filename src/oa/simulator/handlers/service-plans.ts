/** Operations: plans through the `bss` extension (oa-wire.md 6.3 a). */

import { addToSalesCategory, findResourceCategory, findSalesCategory } from '../categories.ts'
import type { HandlerTable } from '../handler.ts'
import { createPlan } from '../plan-changes.ts'
import { invalidArguments } from '../refusal.ts'
import { periodUnits } from '../units.ts'

export const servicePlanHandlers = {
  // There is no member for it, so the plan is unpublished, and no lower limit can be given (inferred).
  'bss.addServicePlan': (context, draft) => {
    for (const name of draft.salesCategories) findSalesCategory(context, name)
    const plan = createPlan(context, {
      name: draft.name,
      templateId: draft.serviceTemplateId,
      shortDescription: draft.shortDescription,
      longDescription: draft.longDescription,
      published: false,
      periods: draft.planPeriods.map(({ period, periodType, ...rest }) => {
        const unit = periodUnits[periodType]
        if (unit === undefined || period < 1) throw invalidArguments('A period has no such length or type.')
        return { ...rest, length: period, unit }
      }),
      rates: draft.resourceRates.map(({ resourceCategory, ...rate }) => ({
        ...rate,
        minimum: 0,
        categoryId: resourceCategory === undefined ? null : findResourceCategory(context, resourceCategory).id,
      })),
    })
    for (const name of draft.salesCategories) addToSalesCategory(context, name, [plan.id])
  },
} satisfies Partial<HandlerTable>
