/** Templates that runs left inactive: nothing else matters as much, so every command says it. */

import type { Plan } from '../plan/plan.ts'
import type { OpenDebt } from './run-state.ts'
import type { RunStore } from './run-store.ts'

export const ACTIVATE_BY_HAND =
  'Operations, Products > Service Templates, open it, set any Unlimited license limit to 0, Activate.'

export interface DebtOfRun extends OpenDebt {
  run: string
  /** What the run is for: several installations may share a state folder. */
  target: Plan['target']
}

/** The open debts of all runs, newest run first. */
export async function openDebts(store: RunStore): Promise<DebtOfRun[]> {
  const open: DebtOfRun[] = []
  for await (const { id, plan, state } of store.unfinished()) {
    open.push(...state.debts.map((debt) => ({ ...debt, run: id, target: plan.target })))
  }
  return open
}

/** What an open debt means for whoever sells: the template is inactive, or may still become so. */
export function debtWords(run: string, { debt, watchedUntil }: OpenDebt): string {
  const template = `SERVICE TEMPLATE "${debt.templateName}" (${debt.templateId})`
  return watchedUntil === undefined
    ? `${template} IS INACTIVE: the run ${run} stopped while changing it, and nothing on it can be sold.`
    : `${template} is active, but may be deactivated until ${watchedUntil} by a call of the run ${run} that had no answer.`
}
