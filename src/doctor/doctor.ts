/** Looks at an installation before anything is trusted to it: one check after the other, all of them reads. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { System } from '../oa/method-spec.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { EndpointProbe } from '../oa/probe-endpoint.ts'
import { observe, type InstallationReader } from '../resource/observe.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import type { Site } from '../resource/site.ts'
import { checks } from './checks.ts'
import { findMethods, type FoundMethods } from './find-methods.ts'
import { inferredFacts, type InferredFact } from './inferred-facts.ts'
import { suggestWays, type SuggestedWays } from './suggest-ways.ts'

export type Health = 'ok' | 'warning' | 'problem'

export interface Finding {
  check: string
  health: Health
  message: string
  /** What to type or change next. */
  hint?: string
}

/** What a check works with; what several need is read once. */
export interface Patient {
  site: Site
  reader: InstallationReader
  probe: (system: System) => Promise<EndpointProbe>
  now: () => number
  /** What is wrong with the folder that runs are kept in; undefined when nothing is. */
  stateFolder: () => Promise<string | undefined>
  /** Calls at a time to Billing. */
  billingParallel: number
}

export interface Examination extends Patient {
  methods: () => Promise<FoundMethods>
  observed: () => Promise<ObservedState>
}

export interface Check {
  name: string
  run: (examination: Examination) => Promise<Omit<Finding, 'check'>[]>
}

export interface DoctorReport {
  findings: readonly Finding[]
  /** Facts that this version only infers, and what became of each here. */
  facts: readonly (InferredFact & { found: Health | 'not checked' })[]
  suggestion: SuggestedWays
}

export async function examine(patient: Patient): Promise<DoctorReport> {
  const examination: Examination = {
    ...patient,
    methods: once(() => findMethods(patient.reader)),
    observed: once(() => observe(patient.reader, patient.site)),
  }
  const findings: Finding[] = []
  const reasons = new Set<string>()
  for (const { name, run } of checks) findings.push(...(await attempt(name, () => run(examination), reasons)))
  const worst = (check: string): Health =>
    (['problem', 'warning'] as const).find((health) =>
      findings.some((finding) => finding.check === check && finding.health === health),
    ) ?? 'ok'
  return {
    findings,
    facts: inferredFacts.map((fact) => ({
      ...fact,
      found: fact.check === undefined ? 'not checked' : worst(fact.check),
    })),
    suggestion: await suggestWays(examination, worst),
  }
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => (reading ??= read())
}

/** A check that cannot be made is a problem; the same reason a second time is only referred to. */
async function attempt(
  check: string,
  run: () => Promise<Omit<Finding, 'check'>[]>,
  reasons: Set<string>,
): Promise<Finding[]> {
  try {
    return (await run()).map((finding) => ({ check, ...finding }))
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    const { message, hint, code } = error
    const reason = error instanceof OaFault ? `${error.system} ${code}` : message
    if (reasons.has(reason)) return [{ check, health: 'warning', message: 'Not checked, for a reason told above.' }]
    reasons.add(reason)
    return [{ check, health: 'problem', message, ...(hint === undefined ? {} : { hint }) }]
  }
}
