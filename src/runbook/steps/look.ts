/** `check` in an upgrade: reads the installation, and stops the run when it is not as it must be. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const looks = ['current-version', 'platform-version', 'endpoint-uri', 'no-instance-upgraded'] as const

export const lookStep = stepType({
  key: 'check',
  schema: z.strictObject({ ...upgradeFields, check: z.enum(looks) }),
})

export type LookStep = z.infer<typeof lookStep.schema>
