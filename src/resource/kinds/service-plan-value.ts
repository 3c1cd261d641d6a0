/** The comparable shape of a service plan. Fees are decimal text with two places or more, never binary floats. */

import { z } from 'zod'
import { periodUnits } from '../observed-state.ts'
import { addressSchema } from '../resource.ts'

const fees = { setupFee: z.string(), recurringFee: z.string() }

const period = z.object({ length: z.int(), unit: z.enum(periodUnits), ...fees })
export type PeriodValue = z.infer<typeof period>

/** Amounts are units of the resource; a maximum of -1 is unlimited. */
const rate = z.object({
  resource: addressSchema,
  included: z.int(),
  minimum: z.int(),
  maximum: z.int(),
  ...fees,
})
export type RateValue = z.infer<typeof rate>

export const servicePlanValue = z.object({
  name: z.string(),
  template: addressSchema,
  published: z.boolean(),
  periods: z.array(period),
  /** In order of resource address. */
  rates: z.array(rate),
})
export type ServicePlanValue = z.infer<typeof servicePlanValue>
