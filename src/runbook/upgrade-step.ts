/** What every step of an upgrade has, whatever its type. */

import { z } from 'zod'
import { stepFields } from './step.ts'

const texts = z.array(z.string().min(1)).min(1)

export const upgradeFields = {
  id: stepFields.id,
  title: stepFields.title,
  /** Where it comes from; by default the place in the runbook's document. */
  source: stepFields.source.optional(),
  /** Its numbers in the documents that have it, by document; a step with places belongs to those documents alone. */
  places: z.record(z.string(), z.string().min(1)).optional(),
  /** Pages to read, by document; `all` for every one. */
  guides: z.record(z.string(), texts).optional(),
  /** The role of whoever does it. */
  who: z.string().min(1),
  /** Done for each of these, in the order of the answers; neighbours with the same list are done together for each. */
  each: z.enum(['gateways', 'templates']).optional(),
  /** Only where this fact is known. */
  if: z.string().optional(),
  /** Only where this fact is not known. */
  unless: z.string().optional(),
  /** Nothing can take it back. */
  irreversible: z.literal(true).optional(),
  /** Doing it again does no harm. */
  repeatable: z.literal(true).optional(),
  notes: texts.optional(),
}
