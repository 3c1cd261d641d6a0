/** Which failures of a call may be met by making it again: one table, each row with its reason. */

import type { Effect, MethodSpec } from './method-spec.ts'
import type { OaFault } from './oa-fault.ts'

/**
 * `again`: repeating is safe. `final`: it would end the same way. `unknown`: it may have been done, or may still be, so
 * whoever knows what was wanted must look first (reference/perf-reliability.md, section 3d).
 */
export type Verdict = 'again' | 'final' | 'unknown'

interface RepeatRule {
  /** The code of the fault; a code without a row here is final. */
  code: string
  /** Narrows the row. */
  when?: (fault: OaFault, spec: MethodSpec) => boolean
  read: Verdict
  write: Verdict
  /** Why. */
  source: string
}

const repeatRules: readonly RepeatRule[] = [
  { code: 'oa/unreachable', read: 'again', write: 'again', source: 'no connection was made, so nothing was sent' },
  { code: 'oa/no-answer', read: 'again', write: 'unknown', source: 'a lost answer; a read changes nothing' },
  { code: 'oa/bad-answer', read: 'again', write: 'unknown', source: 'a cut or foreign answer; a read changes nothing' },
  {
    code: 'oa/server-error',
    read: 'again',
    write: 'unknown',
    source: 'HTTP 5xx may come after the work (oa-wire.md 9)',
  },
  { code: 'oa/overloaded', read: 'again', write: 'unknown', source: 'HTTP 503 does not promise that nothing was done' },
  {
    code: 'oa/refused',
    when: ({ system, facts }) => system === 'aps' && facts['status'] === 400,
    read: 'again',
    write: 'final',
    source: "the APS bus answers 400 for no reason; the vendor's client repeats it (oa-wire.md 1.4 and 9, client code)",
  },
  {
    code: 'oa/deadlock',
    when: (_fault, spec) => spec.repeatable === true,
    read: 'again',
    write: 'again',
    source: 'the victim of a deadlock is rolled back (oa-wire.md 9, client code; that it is rolled back is inferred)',
  },
  { code: 'oa/deadlock', read: 'again', write: 'final', source: 'a create is looked up first, whatever OA says' },
  { code: 'oa/timeout', read: 'final', write: 'unknown', source: 'the deadline is that of the whole call' },
  { code: 'oa/aborted', read: 'final', write: 'unknown', source: 'somebody gave the call up' },
  { code: 'oa/bad-result', read: 'final', write: 'unknown', source: 'another version of OA, which stays what it is' },
  { code: 'oa/too-large', read: 'final', write: 'unknown', source: 'the next answer would be as large' },
]

/** What a fault means for repeating its call. */
export function verdictOn(fault: OaFault, effect: Effect, spec: MethodSpec): Verdict {
  // A token that could not be had: its own call has been repeated already.
  if (fault.cause instanceof Error && fault.cause.name === 'OaFault') return 'final'
  const rule = repeatRules.find(({ code, when }) => code === fault.code && (when?.(fault, spec) ?? true))
  const verdict = rule?.[effect] ?? 'final'
  // However a write failed: only one that did not happen may be made again.
  return verdict === 'again' && effect === 'write' && fault.outcome === 'unknown' ? 'unknown' : verdict
}
