/** What goes beyond a safety rule needs its number: given by flag, or typed by somebody who has read it. */

import { OnboardError } from '../../lib/onboard-error.ts'
import type { SafetyBreach } from '../../plan/safety.ts'
import type { Allowed } from '../../run/run-event.ts'
import type { Allowances } from '../read-allowance.ts'
import type { CommonFlags, Workspace } from '../workspace.ts'

export interface ChangingFlags extends CommonFlags {
  allow?: Allowances
}

/**
 * @returns false when somebody at the terminal types another number
 * @throws OnboardError `safety/refused` (exit code 4) where nobody can be asked, or the flag says another number
 */
export async function agreeToBreaches(
  breaches: readonly SafetyBreach[],
  { allow = new Map() }: ChangingFlags,
  { prompts, view }: Workspace,
): Promise<boolean> {
  const open = breaches.filter(({ rule, count }) => allow.get(rule) !== count)
  const [wrong] = open.filter(({ rule }) => allow.has(rule))
  if (open.length === 0) return true
  if (prompts === undefined || wrong !== undefined) throw refused(open, allow)
  view.pause()
  for (const { message, count } of open) {
    if (!(await prompts.typeNumber(`${message} Type ${count} to go on:`, count))) return false
  }
  return true
}

/** For the journal: every rule that was gone beyond was agreed to, or there would be no run. */
export function allowedBy(user: string, breaches: readonly SafetyBreach[]): Allowed[] {
  return breaches.map(({ rule, count, cap }) => ({ rule, count, cap, by: user }))
}

function refused(open: readonly SafetyBreach[], allow: Allowances): OnboardError {
  return new OnboardError({
    kind: 'refused-by-safety',
    code: 'safety/refused',
    message: `Nothing was changed: the plan goes beyond ${open.length === 1 ? 'a safety rule' : `${open.length} safety rules`}.`,
    hint: `Look at it again. If it is what you want, add: ${open.map(({ rule, count }) => `--allow ${rule}=${count}`).join(' ')}`,
    facts: { breaches: open.map(({ rule, count, cap }) => ({ rule, count, cap })) },
    diagnostics: open.map(({ rule, count, message }) => ({
      severity: 'error',
      code: `safety/${rule}`,
      message,
      hint:
        allow.get(rule) === undefined
          ? `--allow ${rule}=${count}`
          : `You allowed ${allow.get(rule) ?? 0}; there are ${count} now: --allow ${rule}=${count}`,
    })),
  })
}
