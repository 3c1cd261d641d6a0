/** Whether all three systems answer, over which kind of line, and whether our clocks agree. */

import { OaFault } from '../../oa/oa-fault.ts'
import type { System } from '../../oa/method-spec.ts'
import type { Check, Examination, Finding } from '../doctor.ts'

const systems: readonly System[] = ['operations', 'billing', 'aps']

/** Journals and OA's own logs are laid side by side when something went wrong. */
const SKEW_WORTH_TELLING_MS = 60_000

export const endpoints: Check = {
  name: 'endpoints',
  run: async (examination) => (await Promise.all(systems.map((system) => look(system, examination)))).flat(),
}

async function look(system: System, { probe, now }: Examination): Promise<Omit<Finding, 'check'>[]> {
  try {
    const { date, encrypted } = await probe(system)
    return [line(system, encrypted), ...clock(system, date, now())]
  } catch (error) {
    if (!(error instanceof OaFault)) throw error
    return [{ health: 'problem', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }]
  }
}

function line(system: System, encrypted: boolean): Omit<Finding, 'check'> {
  if (encrypted) return { health: 'ok', message: `${system} answers over TLS.` }
  if (system === 'operations') {
    return {
      health: 'ok',
      message: 'operations answers over plain HTTP, as the vendor wants it where Billing is installed; back net only.',
    }
  }
  return {
    health: 'warning',
    message: `${system} answers over plain HTTP: passwords and tokens can be read on the way.`,
    hint: `Use https in ${system}.url, with tls.ca where the certificate is your own.`,
  }
}

function clock(system: System, date: Date | undefined, now: number): Omit<Finding, 'check'>[] {
  if (date === undefined) return []
  const skew = Math.abs(date.getTime() - now)
  if (skew <= SKEW_WORTH_TELLING_MS) return []
  return [
    {
      health: 'warning',
      message: `The clock of ${system} and ours are ${Math.round(skew / 1000)} s apart.`,
      hint: 'Let both follow the same time server: journals and OA logs are compared by their times.',
    },
  ]
}
