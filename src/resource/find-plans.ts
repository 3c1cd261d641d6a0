/** From what a person wrote to plans that exist, with an answer for every way to miss. */

import { comparable } from '../lib/comparable.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { closest } from '../lib/text.ts'
import type { ObservedPlan } from './observed-state.ts'

/**
 * @param wanted ids, or whole names (case, blanks and kinds of dashes do not matter)
 * @param where what the person wrote it behind, such as `--plan`
 * @returns the plans, each once and oldest first; an error for everything that is none of them, or several
 */
export function findPlans(
  wanted: readonly (string | number)[],
  plans: readonly ObservedPlan[],
  where: string,
): { plans: readonly ObservedPlan[]; diagnostics: Diagnostic[] } {
  const found = new Set<ObservedPlan>()
  const diagnostics: Diagnostic[] = []
  for (const text of wanted) {
    const matches = match(String(text), plans)
    const [plan] = matches
    if (plan === undefined) diagnostics.push(unknownPlan(String(text), plans, where))
    else if (matches.length > 1) diagnostics.push(ambiguousName(String(text), matches, where))
    else found.add(plan)
  }
  return { plans: [...found].sort((a, b) => a.id - b.id), diagnostics }
}

function match(text: string, plans: readonly ObservedPlan[]): readonly ObservedPlan[] {
  const byId = plans.filter(({ id }) => String(id) === text.trim())
  return byId.length > 0 ? byId : plans.filter(({ name }) => comparable(name) === comparable(text))
}

function unknownPlan(text: string, plans: readonly ObservedPlan[], where: string): Diagnostic {
  const near = closest(
    text,
    plans.map(({ name }) => name),
  )
  return {
    severity: 'error',
    code: 'plans/unknown-plan',
    message: `No service plan of the Office 365 template has the id or name "${text}" (${where}).`,
    hint: near === undefined ? 'Look it up in Billing: Products > Service Plans.' : `Did you mean "${near}"?`,
  }
}

function ambiguousName(text: string, matches: readonly ObservedPlan[], where: string): Diagnostic {
  return {
    severity: 'error',
    code: 'plans/ambiguous-plan',
    message: `${matches.length} service plans are called "${text}" (${where}): ${matches.map(({ id }) => id).join(', ')}.`,
    hint: `Name one by its id, such as ${matches[0]?.id ?? ''}.`,
  }
}
