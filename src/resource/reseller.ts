/** A reseller as a person exports it from the panel: OA has no documented call that lists them (oa-wire.md, section 0). */

import { z } from 'zod'
import type { Place } from '../lib/diagnostic.ts'
import type { Address } from './resource.ts'

const account = z.int().positive()

/** A plan of the provider that was delegated, and the id of the reseller's own copy where it is known. */
const copy = z.union([
  z.strictObject({ plan: z.int(), copy: z.int().optional() }),
  z.int().transform((plan) => ({ plan, copy: undefined })),
])

export const resellerSchema = z.strictObject({
  account,
  name: z.string().min(1),
  /** `value-added` sells delegated plans of the provider, `power` has its own copy of template and plans (KB 123749). */
  model: z.enum(['value-added', 'power']),
  /** The reseller above; without it the provider. */
  parent: account.optional(),
  /** Its place in the chain, where the export tells it; checked against `parent`. */
  tier: z.int().positive().optional(),
  /** "Disable prices synchronization": newly synchronised periods and rates wait for the reseller's confirmation. */
  priceSyncDisabled: z.boolean().default(false),
  /** Id or name of a power reseller's own service template, where its resources do not tell. */
  template: z.union([z.int(), z.string().min(1)]).optional(),
  /** What is delegated already; absent where nobody knows. */
  delegated: z.array(copy).optional(),
})

export type ResellerEntry = z.output<typeof resellerSchema>

/** With what the others say about it: its tier, and whether a run was narrowed to it. */
export const arrangedReseller = resellerSchema.extend({
  tier: z.int().positive().default(1),
  at: z.custom<Place>((data) => typeof data === 'object' && data !== null).default({ file: 'resellers' }),
  /** Named by `--reseller`: it also gets the plans of the wanted offers that exist and that it lacks. */
  named: z.literal(true).optional(),
})

export type Reseller = z.output<typeof arrangedReseller>

/** How other parts of a plan refer to a reseller, and by which its name is found. */
export function resellerAddress(id: number): Address {
  return `reseller/${id}`
}
