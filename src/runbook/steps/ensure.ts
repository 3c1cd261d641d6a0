/** `ensure: <kind>`: the resources of this kind that the wish calls for exist and are as wished. */

import { z } from 'zod'
import { kinds } from '../../resource/kinds.ts'
import { stepFields, stepType } from '../step.ts'

const kindNames = kinds.map((kind) => kind.name) as [string, ...string[]]

export const ensureStep = stepType({
  key: 'ensure',
  schema: z.strictObject({
    ...stepFields,
    ensure: z.enum(kindNames),
    /** Only what is new, or only what exists already; both without it. */
    which: z.enum(['new', 'existing']).optional(),
    /** Only what stands for base offers, or for add-ons; both without it. */
    offers: z.enum(['licenses', 'addons']).optional(),
  }),
})

export type EnsureStep = z.infer<typeof ensureStep.schema>
