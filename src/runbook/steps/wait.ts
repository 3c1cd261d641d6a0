/** `wait`: for something that others do in their own time; it can be left, and is looked at again later. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const waits = ['tasks-processed', 'package-imported', 'instance-upgraded'] as const

export const waitStep = stepType({
  key: 'wait',
  schema: z.strictObject({ ...upgradeFields, wait: z.enum(waits) }),
})

export type WaitStep = z.infer<typeof waitStep.schema>
