/** How much a plan may change before a person has to say the number: the caps of the safety rules. */

import { z } from 'zod'
import type { SafetyRuleName } from './safety-rule-names.ts'

const cap = (most: number) => z.int().nonnegative().default(most)

/** The defaults are ours: generous for what a month of new offers needs, finite for what nobody meant. */
const safetyShape = {
  'objects-created': cap(20_000),
  'objects-changed': cap(500),
  'plans-changed': cap(100),
  'subscriptions-touched': cap(5_000),
  'price-changes': cap(0),
  'unlimited-limits': cap(0),
  'open-orders': cap(0),
} satisfies Record<SafetyRuleName, z.ZodType>

export const safetySchema = z.strictObject(safetyShape)
export type SafetyCaps = z.infer<typeof safetySchema>
