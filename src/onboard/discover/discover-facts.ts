/** Looks up what an upgrade must know, source by source: what one has found, the next may need. Nothing is changed. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { KnownFacts } from '../../runbook/facts/known-facts.ts'
import { mergeFound } from '../../runbook/facts/merge-found.ts'
import { application } from './application.ts'
import { names } from './names.ts'
import { sites } from './sites.ts'
import type { Inquiry, Source } from './source.ts'

const sources: readonly Source[] = [application, names, sites]

/** Where to look, and how much. */
export interface Lookout extends Pick<Inquiry, 'reader' | 'site' | 'runProgram' | 'signal'> {
  /** Whether what is answered is compared too, or only what is missing looked up. */
  everything: boolean
  timeoutMs?: number
  /** Says what is being asked. */
  tell?: (text: string) => void
}

/** What a host may take for one look. */
const TIMEOUT_MS = 30_000

/**
 * @param missing names of facts; what is found by the way is compared
 * @returns the answers with what was found, and everything that a person should know about it
 * @throws OnboardError `upgrade/other-version`
 */
export async function discoverFacts(
  known: KnownFacts,
  missing: ReadonlySet<string>,
  { everything, tell, timeoutMs = TIMEOUT_MS, ...where }: Lookout & Pick<Inquiry, 'used'>,
): Promise<{ facts: KnownFacts; diagnostics: Diagnostic[] }> {
  const wanted = everything ? where.used : missing
  let facts = known
  const diagnostics: Diagnostic[] = []
  for (const source of sources) {
    // Whoever interrupts does not wait for what comes next.
    if (where.signal?.aborted === true) break
    if (!source.finds.some((name) => wanted.has(name))) continue
    tell?.(source.asks)
    const finding = await source.look({ ...where, facts, timeoutMs })
    const merged = mergeFound(
      facts.answers,
      finding.found.filter(({ name }) => where.used.has(name)),
    )
    facts = facts.with(merged.answers)
    diagnostics.push(...finding.diagnostics, ...merged.diagnostics)
  }
  return { facts, diagnostics }
}
