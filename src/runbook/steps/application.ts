/** `application`: a version of the application is imported or removed, or an instance upgraded; by API where the site allows it. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const applicationChanges = ['import', 'remove', 'upgrade'] as const

export const applicationStep = stepType({
  key: 'application',
  schema: z.strictObject({
    ...upgradeFields,
    application: z.enum(applicationChanges),
    /** How a person does it. */
    manual: z.strictObject({ where: z.string().min(1), lines: z.array(z.string().min(1)).min(1) }),
  }),
})

export type ApplicationStep = z.infer<typeof applicationStep.schema>
