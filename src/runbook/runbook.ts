/** A procedure as the vendor's document tells it: named steps, in order, each with its source. */

import { z } from 'zod'
import { stepTypes, type Step } from './steps.ts'

export interface Runbook {
  formatVersion: 1
  name: string
  title: string
  source: string
  /** `offers` with plans of their own (procedure A), or `addons` for the plans that exist (procedure B). */
  brings: 'offers' | 'addons'
  steps: readonly Step[]
  /** Where it was read from, as the user named it. */
  file: string
}

/** The frame of a runbook; its steps are checked one by one, each by the schema of its type. */
export const runbookFrame = z.strictObject({
  formatVersion: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  source: z.string().min(1),
  brings: z.enum(['offers', 'addons']).default('offers'),
  steps: z.array(z.looseObject({ id: z.string() })).min(1),
})

/** The whole schema, for editors and for `runbook schema`. */
export const runbookSchema = runbookFrame.extend({
  steps: z.array(z.union(stepTypes.map((type) => type.schema))).min(1),
})
