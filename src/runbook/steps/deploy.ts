/** `deploy: <file>`: a file is made from what exists then, a person puts it in its place, and its hash is compared. */

import { z } from 'zod'
import { kinds } from '../../resource/kinds.ts'
import { stepFields, stepType } from '../step.ts'

const kindNames = kinds.map((kind) => kind.name) as [string, ...string[]]

export const deployStep = stepType({
  key: 'deploy',
  schema: z.strictObject({
    ...stepFields,
    /** `compatibility-list`: which plans a customer cannot have together. */
    deploy: z.enum(['compatibility-list']),
    /** Only when this run creates or changes a resource of one of these kinds. */
    after: z.array(z.enum(kindNames)).min(1),
    /** Only for application versions below this one. */
    applicationBelow: z
      .string()
      .regex(/^\d+(\.\d+)*$/, 'a version is numbers joined by "."')
      .optional(),
    /** With the plan ids of resellers, and only where the configuration names some. */
    resellers: z.literal(true).optional(),
  }),
})

export type DeployStep = z.infer<typeof deployStep.schema>
