/** `check` in an upgrade: reads the installation, and stops the run when it is not as it must be. */

import { z } from 'zod'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'

export const looks = [
  'current-version',
  'platform-version',
  'endpoint-uri',
  'no-instance-upgraded',
  'once-done',
  'once-never-begun',
  'contact-data',
  'still-stopped',
] as const

export const lookStep = stepType({
  key: 'check',
  schema: z.strictObject({
    ...upgradeFields,
    check: z.enum(looks),
    /** For checks of the ledger: the name of what is done once. */
    once: z.string().min(1).optional(),
  }),
})

export type LookStep = z.infer<typeof lookStep.schema>
