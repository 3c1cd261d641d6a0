/** `provisioning`: stopped by making a service template inactive, and started again where it was active before. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const provisioningStep = stepType({
  key: 'provisioning',
  schema: z.strictObject({ ...upgradeFields, provisioning: z.enum(['stop', 'start']), each: z.literal('templates') }),
})

export type ProvisioningStep = z.infer<typeof provisioningStep.schema>
