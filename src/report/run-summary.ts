/** How a run stands, counted: a function of its plan and its events alone. */

import { shellQuote } from '../lib/shell-quote.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { canSettle, type Decision, offerOf } from '../run/choices.ts'
import { effectivePlan } from '../run/effective-plan.ts'
import type { Allowed, Outcome } from '../run/run-event.ts'
import type { RunState } from '../run/run-state.ts'
import { isSeen } from './outcome-words.ts'

export interface RunSummaryReport {
  run: string
  outcome: 'done' | 'failed' | 'waiting' | 'interrupted'
  /** Safety rules that the plan went beyond, each with who allowed it. */
  allowed: Allowed[]
  /** Changed by API in this run. */
  applied: number
  /** There already, as wished: before the plan was made, or when its turn came. */
  adopted: number
  /** Done by a person: verified by a read, or attested where OA has none. */
  manual: { verified: number; attested: number }
  failed: {
    operation: string
    title: string
    code: string
    message: string
    hint?: string
    /** The offer that it makes something for, where that is one. */
    offer?: string
    /** What can be decided about it, each with the command. */
    choices: { choice: Decision['choice'] | 'abandon'; command: string }[]
  }[]
  /** Calls without an answer, of operations that are neither done nor failed. */
  uncertain: { operation: string; title: string; methods: string[] }[]
  /** Begun, and the program ended before they did: of what they are about anything may exist. */
  begun: {
    operation: string
    title: string
    /** It is a command, and nobody knows whether it ran to its end. */
    unknown?: true
  }[]
  /** Left out by a person, or because what it needs was left out. */
  skipped: { operation: string; title: string; reason: string; by?: string }[]
  /** Offers that a person left out, and those that cannot be sold without them. */
  excluded: { offer: string; name: string }[]
  /** What waits for a person, with the instructions, and the command that records it as done. */
  waiting: (Pick<Operation, 'id' | 'step' | 'title' | 'who' | 'manual'> & { then: string })[]
  notStarted: number
  /**
   * Templates that this run made inactive and did not make active again; with `until` those that are active and may be
   * deactivated until then by a call without an answer.
   */
  inactive: { templateId: number; templateName: string; until?: string }[]
  /** Provisioning that this upgrade has stopped and not started again. */
  stopped: { templateId: number; templateName: string }[]
  /** The step after which it was to stop, and did. */
  until?: string
  /** What to type next; absent when nothing is left. */
  next?: string
}

/** @param wholePlan as it was made; what people left out of it is told apart */
export function summariseRun(
  run: string,
  wholePlan: Plan,
  state: RunState,
  outcome: RunSummaryReport['outcome'],
  until?: string,
): RunSummaryReport {
  const plan = effectivePlan(wholePlan, state)
  const done = plan.operations.flatMap((operation) => {
    const entry = state.done.get(operation.id)
    return entry === undefined ? [] : [{ operation, outcome: entry.outcome }]
  })
  const tally = (wanted: Outcome): number =>
    done.filter(({ outcome, operation }) => outcome === wanted && !isSeen(operation.type, outcome)).length
  const failed = plan.operations.flatMap((operation) => {
    const { id, title } = operation
    const failure = state.failed.get(id)
    if (failure === undefined) return []
    const { hint, ...rest } = failure
    const offer = offerOf(operation)
    const optional = { ...(hint === undefined ? {} : { hint }), ...(offer === undefined ? {} : { offer }) }
    return [{ operation: id, title, ...rest, ...optional, choices: choicesFor(run, operation) }]
  })
  const uncertain = plan.operations.flatMap(({ id, title }) => {
    const lost = state.failed.has(id) ? [] : (state.lost.get(id) ?? [])
    return lost.length === 0 ? [] : [{ operation: id, title, methods: [...new Set(lost.map(({ method }) => method))] }]
  })
  const accountedFor = new Set<string>([
    ...done.map(({ operation }) => operation.id),
    ...state.failed.keys(),
    ...state.waiting,
    ...uncertain.map(({ operation }) => operation),
    ...state.skipped.keys(),
  ])
  const begun = plan.operations.flatMap(({ id, title }) =>
    state.started.has(id) && !accountedFor.has(id)
      ? [{ operation: id, title, ...(endIsUnknown(id, state) ? { unknown: true as const } : {}) }]
      : [],
  )
  const skipped = plan.operations.flatMap(({ id, title }) => {
    const left = state.skipped.get(id)
    if (left === undefined) return []
    return [{ operation: id, title, reason: left.reason, ...(left.by === undefined ? {} : { by: left.by }) }]
  })
  const waiting = plan.operations
    .filter(({ id }) => state.waiting.has(id))
    .map(({ id, step, title, who, manual }) => ({
      id,
      step,
      title,
      ...(who === undefined ? {} : { who }),
      ...(manual === undefined ? {} : { manual }),
      then: `o365-onboard attest ${run} ${shellQuote(id)} --evidence "…"`,
    }))
  return {
    run,
    outcome,
    allowed: [...state.allowed],
    applied: tally('applied'),
    adopted: plan.summary.unchanged + tally('adopted'),
    manual: { verified: tally('verified'), attested: tally('attested') },
    failed,
    waiting,
    uncertain,
    begun,
    skipped,
    excluded: [...state.excluded].map((offer) => ({ offer, name: wholePlan.names[offer] ?? offer })),
    notStarted:
      plan.operations.length -
      [done, failed, waiting, uncertain, begun, skipped].reduce((sum, { length }) => sum + length, 0),
    inactive: state.debts.map(({ debt: { templateId, templateName }, watchedUntil }) => ({
      templateId,
      templateName,
      ...(watchedUntil === undefined ? {} : { until: watchedUntil }),
    })),
    stopped: stoppedIn(plan, state),
    ...(until === undefined || outcome !== 'interrupted' ? {} : { until }),
    ...(outcome === 'done' || state.abandoned !== undefined ? {} : { next: 'o365-onboard resume' }),
  }
}

/** Whether a command was begun of which nobody knows how it ended. */
export function endIsUnknown(operation: string, { commands }: RunState): boolean {
  return commands.has(operation) && commands.get(operation)?.exitCode === undefined
}

/** Templates that were active before, may be inactive by now, and were not made active again. */
function stoppedIn({ operations }: Plan, state: RunState): RunSummaryReport['stopped'] {
  const started = operations.flatMap(({ id, provisioning }) =>
    provisioning?.change === 'start' && state.done.has(id) ? [provisioning.templateId] : [],
  )
  return operations.flatMap(({ id, provisioning }) => {
    if (provisioning?.change !== 'stop' || started.includes(provisioning.templateId)) return []
    const { templateId, templateName = '' } = provisioning
    const isBegun = [state.done, state.attested, state.called].some((each) => each.has(id))
    return isBegun && state.provisioning.get(templateId) === true ? [{ templateId, templateName }] : []
  })
}

/** The same choices as at a terminal, ready to be typed. */
function choicesFor(run: string, operation: Operation): RunSummaryReport['failed'][number]['choices'] {
  const id = shellQuote(operation.id)
  const offer = offerOf(operation)
  const resume = `o365-onboard resume ${run}`
  return [
    { choice: 'retry', command: `${resume} --retry ${id}` },
    { choice: 'skip', command: `${resume} --skip ${id} --reason "…"` },
    ...(canSettle(operation) ? [{ choice: 'settle' as const, command: `${resume} --settle ${id} --id …` }] : []),
    ...(offer === undefined ? [] : [{ choice: 'exclude' as const, command: `${resume} --exclude ${offer}` }]),
    { choice: 'abandon', command: `o365-onboard abandon ${run} --reason "…"` },
  ]
}
