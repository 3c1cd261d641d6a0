/** `sync: <what>`: a synchronisation that follows from what this run changes; without a change there is none. */

import { z } from 'zod'
import { syncs } from '../../resource/syncs.ts'
import { stepFields, stepType } from '../step.ts'

const syncNames = syncs.map((sync) => sync.name) as [string, ...string[]]

export const syncStep = stepType({
  key: 'sync',
  schema: z.strictObject({ ...stepFields, sync: z.enum(syncNames) }),
})

export type SyncStep = z.infer<typeof syncStep.schema>
