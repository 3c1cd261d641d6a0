/** An answer came, but not one that we can understand; what the call did remains unknown. */

import { callFault, type CallContext } from '../call-context.ts'
import type { OaFault } from '../oa-fault.ts'

/** Takes what is wrong with the answer, in words that follow "the answer". */
export function badAnswer(context: CallContext, reason: string, cause?: unknown): OaFault {
  return callFault(context, {
    code: 'oa/bad-answer',
    outcome: 'unknown',
    message: `the answer ${reason}`,
    hint: 'Check that the URL is that of the API, and that no proxy or login page answers in its place.',
    cause,
  })
}
