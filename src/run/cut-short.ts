/** A run that can note nothing any more, and so may change nothing: says how far it came and what it leaves open. */

import { isFinal, OnboardError } from '../lib/onboard-error.ts'
import { count } from '../lib/text.ts'
import { ACTIVATE_BY_HAND, debtWords } from './open-debts.ts'
import type { OpenRun } from './run-store.ts'
import type { RunState } from './run-state.ts'

/** @returns a final error with what was done and what is open, as far as the journal tells; others as they are */
export function cutShort(error: unknown, { id, plan }: Pick<OpenRun, 'id' | 'plan'>, state: RunState): unknown {
  if (!isFinal(error)) return error
  const { done, started, debts } = state
  const open = [...started].filter((operation) => !done.has(operation)).length
  const progress =
    `The run ${id} has ${done.size} of ${count(plan.operations.length, 'operation')} done` +
    (open === 0 ? '.' : `; ${open} had begun, and what became of them is looked up when it goes on.`)
  const { kind, code, message, hint = '', facts, cause } = error
  return new OnboardError({
    kind,
    code,
    final: true,
    message: [...debts.map((debt) => debtWords(id, debt)), message, progress].join(' '),
    hint: debts.length === 0 ? hint : `${hint}. To activate the template by hand: ${ACTIVATE_BY_HAND}`,
    facts: { ...facts, run: id, inactive: debts.map(({ debt }) => debt.templateId) },
    cause,
  })
}
