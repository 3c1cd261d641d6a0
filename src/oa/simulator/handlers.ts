/** All handlers in one table, complete by type. */

import type { HandlerTable } from './handler.ts'
import { applicationHandlers } from './handlers/applications.ts'
import { apsHandlers } from './handlers/aps.ts'
import { billingHandlers } from './handlers/billing.ts'
import { internalMethodHandlers } from './handlers/internal-methods.ts'
import { resourceTypeHandlers } from './handlers/resource-types.ts'
import { servicePlanHandlers } from './handlers/service-plans.ts'
import { templateHandlers } from './handlers/templates.ts'
import { transactionHandlers } from './handlers/transactions.ts'

export const handlers: HandlerTable = {
  ...applicationHandlers,
  ...resourceTypeHandlers,
  ...templateHandlers,
  ...servicePlanHandlers,
  ...transactionHandlers,
  ...billingHandlers,
  ...internalMethodHandlers,
  ...apsHandlers,
}
