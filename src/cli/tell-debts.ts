/** A template that an earlier run left inactive is said before anything else, by every command that knows of runs. */

import { OnboardError } from '../lib/onboard-error.ts'
import { isOf } from '../run/check-belongs.ts'
import type { LeaseStatus } from '../run/lease.ts'
import { ACTIVATE_BY_HAND, debtWords, openDebts, type DebtOfRun } from '../run/open-debts.ts'
import type { Context } from './context.ts'
import { type Desk, showDiagnostics } from './desk.ts'

export interface DebtOptions {
  /** `refuse`: nothing else may be begun before. */
  debts: 'refuse' | 'tell'
  /** Whether this command holds the lease, so that nobody else can be in the middle of changing a template. */
  holdsLease: boolean
}

/** @throws OnboardError `run/open-debt` where nothing else may be begun */
export async function tellDebts(desk: Desk, context: Context, { debts, holdsLease }: DebtOptions): Promise<void> {
  const lease = holdsLease ? undefined : desk.leases.inForce()
  for (const open of await findDebts(desk, context, debts)) {
    const here = isOf(open, desk.installation)
    const atWork = here && lease?.holder === 'at-work' ? lease : undefined
    const { message, hint } = atWork === undefined ? leftBehind(open, here) : beingChanged(open, atWork)
    if (here && debts === 'refuse') {
      const facts = { run: open.run, templateId: open.debt.templateId }
      throw new OnboardError({ kind: 'refused-by-safety', code: 'run/open-debt', message, hint, facts })
    }
    const severity = atWork === undefined ? 'error' : 'info'
    await showDiagnostics([{ severity, code: 'run/open-debt', message, hint }], context)
  }
}

async function findDebts(desk: Desk, context: Context, mode: DebtOptions['debts']): Promise<DebtOfRun[]> {
  try {
    return await openDebts(desk.store)
  } catch (error) {
    if (mode === 'refuse' || !(error instanceof OnboardError)) throw error
    const { code, message, hint } = error
    const unknown = `Whether a run left a template inactive cannot be told: ${message}`
    const diagnostic = { severity: 'warning', code, message: unknown, ...(hint === undefined ? {} : { hint }) } as const
    await showDiagnostics([diagnostic], context)
    return []
  }
}

function leftBehind(open: DebtOfRun, here: boolean) {
  const { run, target } = open
  const where = here
    ? ''
    : ` This is in ${target.installation} (${target.endpoint}), which has a configuration of its own.`
  return {
    message: `${debtWords(run, open)}${where}`,
    hint: `Type: o365-onboard resume ${run}. Or by hand: ${ACTIVATE_BY_HAND}`,
  }
}

function beingChanged({ debt: { templateName, templateId } }: DebtOfRun, { user, host, pid }: LeaseStatus) {
  return {
    message: `The service template "${templateName}" (${templateId}) is inactive while ${user} on ${host} (process ${pid}) changes it.`,
    hint: 'Wait until that run has ended. How it stands is shown by: o365-onboard status',
  }
}
