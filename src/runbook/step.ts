/** What every step of a runbook has, whatever its type. */

import { z } from 'zod'

export const stepFields = {
  /** Stable: operations, journals and people refer to it. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case words joined by "-"'),
  title: z.string().min(1),
  /** Where the vendor says so. */
  source: z.string().min(1),
}

/** One type of step: the key that marks it, and its schema. One file and one line in `steps.ts`. */
export interface StepType<S extends z.ZodType = z.ZodType> {
  key: string
  schema: S
}

export function stepType<S extends z.ZodType>(type: StepType<S>): StepType<S> {
  return type
}
