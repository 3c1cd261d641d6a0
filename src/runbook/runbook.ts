/** A procedure as the vendor's document tells it: named steps, in order, each with its source. */

import { z } from 'zod'
import { includeStep } from './steps/include.ts'
import { stepTypes, upgradeStepTypes, type Step, type UpgradeStep } from './steps.ts'

interface RunbookFields {
  formatVersion: 1
  name: string
  title: string
  source: string
  /** Where it was read from, as the user named it. */
  file: string
}

export interface OfferRunbook extends RunbookFields {
  /** `offers` with plans of their own (procedure A), or `addons` for the plans that exist (procedure B). */
  brings: 'offers' | 'addons'
  steps: readonly Step[]
}

export interface UpgradeRunbook extends RunbookFields {
  brings: 'upgrade'
  /** Which document it follows: of fragments it has the steps with a place there. */
  document: string
  /** Undefined where it is for both. */
  scenario: 'csp' | 'syndication' | undefined
  steps: readonly UpgradeStep[]
}

export type Runbook = OfferRunbook | UpgradeRunbook

/** The frame of a runbook; its steps are checked one by one, each by the schema of its type. */
export const runbookFrame = z.strictObject({
  formatVersion: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  source: z.string().min(1),
  brings: z.enum(['offers', 'addons', 'upgrade']).default('offers'),
  /** Of an upgrade: the key of its document in the `places` of steps. */
  document: z.string().min(1).optional(),
  scenario: z.enum(['csp', 'syndication']).optional(),
  steps: z.array(z.looseObject({})).min(1),
})

/** A part of a runbook: nothing but steps. */
export const fragmentFrame = z.strictObject({ steps: runbookFrame.shape.steps })

/** The whole schema, for editors and for `runbook schema`. */
export const runbookSchema = runbookFrame.extend({
  steps: z
    .array(
      z.union([...stepTypes.map((type) => type.schema), ...upgradeStepTypes.map((type) => type.schema), includeStep]),
    )
    .min(1),
})
