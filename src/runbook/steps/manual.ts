/** `manual`: what only a person can do and no read can verify; asked for when this run changes what it is about. */

import { z } from 'zod'
import { kinds } from '../../resource/kinds.ts'
import { stepFields, stepType } from '../step.ts'

const kindNames = kinds.map((kind) => kind.name) as [string, ...string[]]

export const manualStep = stepType({
  key: 'manual',
  schema: z.strictObject({
    ...stepFields,
    manual: z.strictObject({ where: z.string().min(1), lines: z.array(z.string().min(1)).min(1) }),
    /** Only when this run creates or changes a resource of one of these kinds. */
    after: z.array(z.enum(kindNames)).min(1),
    /** Only for application versions below this one. */
    applicationBelow: z
      .string()
      .regex(/^\d+(\.\d+)*$/, 'a version is numbers joined by "."')
      .optional(),
    /** Only where the configuration says that resellers sell. */
    resellers: z.literal(true).optional(),
  }),
})

export type ManualStep = z.infer<typeof manualStep.schema>
