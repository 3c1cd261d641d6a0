/** Which upgrades are allowed: data with a source each; nothing is allowed that is not among it. */

import { z } from 'zod'
import { OnboardError } from '../lib/onboard-error.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { isBelow } from '../lib/version.ts'
import { checkYaml, parseYaml } from '../lib/yaml-source.ts'

const version = z.string().regex(/^\d+(\.\d+)+$/, 'a version is numbers joined by "."')

const pathSchema = z.strictObject({
  /** The lowest version that may be upgraded this way, and the first above that may not. */
  from: version,
  below: version,
  to: version,
  scenario: z.enum(['csp', 'syndication']),
  /** The name of a runbook that comes with the program. */
  runbook: z.string().regex(/^[a-z][a-z0-9-]*$/),
  source: z.string().min(1),
})
export type UpgradePath = z.infer<typeof pathSchema>

const pathsSchema = z.strictObject({ formatVersion: z.literal(1), paths: z.array(pathSchema).min(1) })

/** @throws OnboardError `upgrade/paths-invalid`, `yaml/…` */
export async function loadUpgradePaths(file: string): Promise<UpgradePath[]> {
  const code = 'upgrade/paths-invalid'
  const hint = 'Install the program anew.'
  const text = await readTextFile({ what: 'The list of upgrade paths', file, code, hint })
  return checkYaml(parseYaml(text, file), pathsSchema, code).paths
}

/**
 * @param from a version as the panel shows it, such as `16.6.4` or `16.6.4-1234`
 * @throws OnboardError `upgrade/unknown-path` that lists what there is
 */
export function choosePath(paths: readonly UpgradePath[], from: string, scenario: 'csp' | 'syndication'): UpgradePath {
  const isVersion = /^\d+(\.\d+)+(-[\w.]+)?$/.test(from)
  const found = paths.find(
    (path) => isVersion && path.scenario === scenario && !isBelow(from, path.from) && isBelow(from, path.below),
  )
  if (found !== undefined) return found
  const known = paths.filter((path) => path.scenario === scenario)
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'upgrade/unknown-path',
    message: `No allowed upgrade is known from version ${from} in the scenario ${scenario}.`,
    hint: `Known are: ${known.map(wordsFor).join('; ')}. The vendor's list is KB 130752; another version takes a step between, or support.`,
    facts: { from, scenario },
  })
}

function wordsFor({ from, below, to }: UpgradePath): string {
  return `from ${from} up to below ${below}, to ${to}`
}
