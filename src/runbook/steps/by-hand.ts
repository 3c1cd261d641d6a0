/** `manual` in an upgrade: what a person does; `evidence` is the exact text that shows it, where there is one. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const byHandStep = stepType({
  key: 'manual',
  schema: z.strictObject({
    ...upgradeFields,
    manual: z.strictObject({ where: z.string().min(1), lines: z.array(z.string().min(1)).min(1) }),
    evidence: z.string().min(1).optional(),
  }),
})

export type ByHandStep = z.infer<typeof byHandStep.schema>
