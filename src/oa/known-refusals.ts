/** Operations tells its errors apart by module and type of the exception; these are the ones whose meaning is known. */

import type { CallFailure } from './call-context.ts'

interface KnownRefusal {
  moduleId?: string
  extypeId?: number
  text?: RegExp
  failure: Omit<CallFailure, 'message' | 'facts'>
  source: string
}

const maybeDone = { code: 'oa/server-error', outcome: 'unknown' } as const
const askTasks = 'OA may still be working on it: look at Operations > Tasks before you repeat anything.'

/** The first that fits counts. What is not here was refused, and nothing was done: that is what an error answer says. */
const known: readonly KnownRefusal[] = [
  {
    text: /\bdeadlock/i,
    failure: {
      code: 'oa/deadlock',
      outcome: 'refused',
      hint: 'Somebody else edits the same object; when they have finished, type the command again.',
    },
    source: 'oa-wire.md 9, client code; the wording is inferred',
  },
  {
    moduleId: 'db_service',
    extypeId: 620,
    failure: { ...maybeDone, hint: askTasks },
    source: "OA's transaction time limit; the work may still succeed (oa-wire.md 1.1 and 9, KB 130732, documented)",
  },
  {
    moduleId: 'SaaS',
    extypeId: 37,
    failure: { ...maybeDone, hint: askTasks },
    source: 'the APS controller failed behind Operations (oa-wire.md 1.1, KB 131510, documented)',
  },
  {
    moduleId: 'Common',
    extypeId: 1,
    failure: { ...maybeDone, hint: askTasks },
    source: 'an internal error that wraps one of the APS controller (oa-wire.md 1.1, KB 131510, documented)',
  },
]

/** Takes an error of Operations, whether it came directly or wrapped by Billing; says what is known of it. */
export function meaningOf(moduleId: unknown, extypeId: unknown, text: string): Omit<CallFailure, 'message' | 'facts'> {
  const found = known.find(
    (one) =>
      (one.moduleId === undefined || one.moduleId === moduleId) &&
      (one.extypeId === undefined || one.extypeId === extypeId) &&
      (one.text === undefined || one.text.test(text)),
  )
  return found?.failure ?? { code: 'oa/refused', outcome: 'refused' }
}
