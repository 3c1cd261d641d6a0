/** `check: <what>`: reads the installation and stops the run when it is not as it should be. */

import { z } from 'zod'
import { stepFields, stepType } from '../step.ts'

export const checkStep = stepType({
  key: 'check',
  schema: z.strictObject({
    ...stepFields,
    /** `as-planned`: everything the plan wished for is there, as wished. */
    check: z.enum(['as-planned']),
  }),
})

export type CheckStep = z.infer<typeof checkStep.schema>
