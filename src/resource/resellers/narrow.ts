/** Which resellers a run is about. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { comparable } from '../../lib/comparable.ts'
import { closest } from '../../lib/text.ts'
import type { Reseller } from '../reseller.ts'

/**
 * @param wanted account ids or names; empty for all
 * @throws OnboardError `resellers/unknown`, `resellers/which`
 */
export function narrowResellers(resellers: readonly Reseller[], wanted: readonly string[]): Reseller[] {
  if (wanted.length === 0) return [...resellers]
  const chosen = new Set(wanted.map((word) => find(resellers, word)))
  return resellers.filter((each) => chosen.has(each)).map((each) => ({ ...each, named: true }))
}

function find(resellers: readonly Reseller[], word: string): Reseller {
  const fitting = resellers.filter(
    ({ account, name }) => String(account) === word.trim() || comparable(name) === comparable(word),
  )
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const meant = closest(
    word,
    resellers.map(({ name }) => name),
  )
  throw new OnboardError({
    kind: 'invalid-input',
    code: only === undefined ? 'resellers/unknown' : 'resellers/which',
    message:
      only === undefined
        ? `No reseller is called or numbered "${word}".`
        : `${fitting.length} resellers are called "${word}": accounts ${fitting.map(({ account }) => account).join(', ')}.`,
    hint:
      only !== undefined
        ? 'Name it by its account id.'
        : resellers.length === 0
          ? 'List the resellers in the configuration: resellers: { file: resellers.csv }'
          : meant === undefined
            ? 'It must be listed in the resellers file.'
            : `Did you mean "${meant}"?`,
  })
}
