/** What a step has that follows from others: it is there only when this run has something for it. */

import { z } from 'zod'
import { kinds } from '../resource/kinds.ts'

const kindNames = kinds.map((kind) => kind.name) as [string, ...string[]]

export const afterFields = {
  /** Only when this run creates or changes a resource of one of these kinds. */
  after: z.array(z.enum(kindNames)).min(1),
  /** Only for application versions below this one. */
  applicationBelow: z
    .string()
    .regex(/^\d+(\.\d+)*$/, 'a version is numbers joined by "."')
    .optional(),
}
