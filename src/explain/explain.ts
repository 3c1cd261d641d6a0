/** Every code that the program can say, explained: what it means, where it comes from, what to do (KB 129840's form). */

import { catalogExplanations } from './catalog-explanations.ts'
import { catalogFileExplanations } from './catalog-file-explanations.ts'
import { installationExplanations } from './installation-explanations.ts'
import { priceExplanations } from './price-explanations.ts'
import { recoveryExplanations } from './recovery-explanations.ts'
import { resellerExplanations } from './reseller-explanations.ts'
import { runExplanations } from './run-explanations.ts'
import { upgradeExplanations } from './upgrade-explanations.ts'

export interface Explanation {
  means: string
  cause: string
  do: string
}

/** Means, cause, resolution. */
export type ExplanationRows = Readonly<Record<string, readonly [means: string, cause: string, resolution: string]>>

const rows: ExplanationRows = {
  ...catalogFileExplanations,
  ...catalogExplanations,
  ...installationExplanations,
  ...priceExplanations,
  ...recoveryExplanations,
  ...resellerExplanations,
  ...runExplanations,
  ...upgradeExplanations,
}

/** In order of name. */
export const explainedCodes: readonly string[] = Object.keys(rows).sort()

/** @returns undefined for what is no code */
export function explanationOf(code: string): Explanation | undefined {
  const row = Object.hasOwn(rows, code) ? rows[code] : undefined
  if (row === undefined) return undefined
  const [means, cause, resolution] = row
  return { means, cause, do: resolution }
}
