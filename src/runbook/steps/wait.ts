/** `wait`: for something that others do in their own time; it can be left, and is looked at again later. */

import { z } from 'zod'
import { hostNames } from '../../resource/hosts-config.ts'
import { stepType } from '../step.ts'
import { upgradeFields } from '../upgrade-step.ts'
import { word } from './run.ts'

export const waits = ['tasks-processed', 'package-imported', 'instance-upgraded'] as const

export const waitStep = stepType({
  key: 'wait',
  schema: z.strictObject({
    ...upgradeFields,
    wait: z.enum(waits),
    /** A command that tells what is not done yet; it changes nothing, and is asked again and again. */
    asks: z.strictObject({ on: z.enum(hostNames), command: z.array(word).min(1) }).optional(),
  }),
})

export type WaitStep = z.infer<typeof waitStep.schema>
