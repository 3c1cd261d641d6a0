/** `explain [code]`: what a message means, where it comes from, and what to do. */

import { explanationOf, explainedCodes } from '../../explain/explain.ts'
import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { closest } from '../../lib/text.ts'
import { wrap } from '../../view/layout.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

/** @throws OnboardError `explain/unknown-code` */
export function explain(code: string | undefined, flags: { json?: boolean }, context: Context): number {
  if (code === undefined) {
    context.stdout(flags.json === true ? jsonText(explainedCodes) : `${explainedCodes.join('\n')}\n`)
    return exitCodes.done.code
  }
  const found = explanationOf(code)
  if (found === undefined) throw unknownCode(code)
  if (flags.json === true) context.stdout(jsonText({ code, ...found }))
  else {
    const width = Math.min(Math.max(20, context.width), 100)
    const lines = (head: string, text: string): string[] => wrap(`${head.padEnd(8)}${text}`, width, '')
    context.stdout(
      `${[code, ...lines('Means:', found.means), ...lines('Cause:', found.cause), ...lines('Do:', found.do)].join('\n')}\n`,
    )
  }
  return exitCodes.done.code
}

function unknownCode(code: string): OnboardError {
  const meant = closest(code, explainedCodes)
  return new OnboardError({
    kind: 'invalid-input',
    code: 'explain/unknown-code',
    message: `No message has the code "${code}".`,
    hint: meant === undefined ? 'All codes: o365-onboard explain' : `Did you mean: o365-onboard explain ${meant}`,
  })
}
