/** Templates that runs left inactive: nothing else matters as much, so every command says it. */

import type { Debt } from '../resource/resource.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunStore } from './run-store.ts'

export const ACTIVATE_BY_HAND =
  'Operations, Products > Service Templates, open it, set any Unlimited license limit to 0, Activate.'

export interface OpenDebt {
  run: string
  debt: Debt
  /** What the run is for: several installations may share a state folder. */
  target: Plan['target']
}

/** The open debts of all runs, newest run first. */
export async function openDebts(store: RunStore): Promise<OpenDebt[]> {
  const open: OpenDebt[] = []
  for await (const { id, plan, state } of store.unfinished()) {
    open.push(...state.debts.map(({ debt }) => ({ run: id, debt, target: plan.target })))
  }
  return open
}

export function inactiveTemplate(run: string, { templateName, templateId }: Debt): string {
  return `SERVICE TEMPLATE "${templateName}" (${templateId}) IS INACTIVE: the run ${run} stopped while changing it, and nothing on it can be sold.`
}
