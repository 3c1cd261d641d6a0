/** `include: <file>`: the steps of a fragment, beside the runbook or among those that come with the program. */

import { z } from 'zod'

export const includeStep = z.strictObject({ include: z.string().min(1) })
export type IncludeStep = z.infer<typeof includeStep>
