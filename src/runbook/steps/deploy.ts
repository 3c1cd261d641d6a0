/** `deploy: <file>`: a file is made from what exists then, a person puts it in its place, and its hash is compared. */

import { z } from 'zod'
import { afterFields } from '../after-fields.ts'
import { stepFields, stepType } from '../step.ts'

export const deployStep = stepType({
  key: 'deploy',
  schema: z.strictObject({
    ...stepFields,
    /** `compatibility-list`: which plans a customer cannot have together. */
    deploy: z.enum(['compatibility-list']),
    ...afterFields,
    /** With the plan ids of resellers, and only where the configuration names some. */
    resellers: z.literal(true).optional(),
  }),
})

export type DeployStep = z.infer<typeof deployStep.schema>
