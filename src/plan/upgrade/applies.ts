/** Whether a step, or words of its command, are for this installation, by the facts that conditions name. */

import type { Known } from '../../runbook/facts/fact.ts'
import type { Word } from '../../runbook/steps/run.ts'
import type { UpgradeStep } from '../../runbook/steps.ts'

export function appliesTo(step: Pick<UpgradeStep, 'if' | 'unless'>, known: Known): boolean {
  return (
    (step.if === undefined || known(step.if) !== undefined) &&
    (step.unless === undefined || known(step.unless) === undefined)
  )
}

export function wordApplies(word: Word, known: Known): boolean {
  if (typeof word === 'string' || 'fact' in word) return true
  return appliesTo('if' in word ? { if: word.if } : { unless: word.unless }, known)
}
