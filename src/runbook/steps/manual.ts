/** `manual`: what only a person can do and no read can verify; asked for when this run changes what it is about. */

import { z } from 'zod'
import { afterFields } from '../after-fields.ts'
import { stepFields, stepType } from '../step.ts'

export const manualStep = stepType({
  key: 'manual',
  schema: z.strictObject({
    ...stepFields,
    manual: z.strictObject({ where: z.string().min(1), lines: z.array(z.string().min(1)).min(1) }),
    ...afterFields,
    /** Only where the configuration says that resellers sell. */
    resellers: z.literal(true).optional(),
  }),
})

export type ManualStep = z.infer<typeof manualStep.schema>
