/** What somebody changed in the runbook since the plan was made from it, and whether the run can go on with it. */

import { sameJson, type Json } from '../lib/json.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { firstFew } from '../lib/text.ts'
import type { Plan } from '../plan/plan.ts'
import type { Runbook } from '../runbook/runbook.ts'
import type { RunEvent } from './run-event.ts'
import type { RunState } from './run-state.ts'

export type RunbookEdit = Extract<RunEvent, { type: 'runbook-edited' }>

/** Words for people: they change nothing of what is done, so they may change until it is done. */
const words = new Set(['title', 'source', 'manual'])

type Says = Readonly<Record<string, Json>>

/**
 * A plan holds what its runbook was compiled to. Words of steps that have not begun are taken over, and steps that were
 * taken out are left out with their operations. Whatever else is changed would change what is done, and no catalog is
 * read here: that takes a new plan. What has begun stands.
 *
 * @returns the edits since the plan was made; undefined when there are none
 * @throws OnboardError `runbook/step-begun` or `runbook/needs-plan` that name the step; nothing was done then
 */
export function runbookEdits(plan: Plan, state: RunState, runbook: Runbook, by: string): RunbookEdit | undefined {
  const now = new Map(runbook.steps.map((step) => [step.id, plain(step)]))
  const known = plan.steps.filter(({ says }) => says !== undefined)
  const begun = new Set(plan.operations.flatMap(({ id, step }) => (hasBegun(id, state) ? [step] : [])))
  const steps: RunbookEdit['steps'] = []
  const removed: string[] = []
  for (const { id, says } of known) {
    const step = now.get(id)
    const before = state.edits.has(id) ? state.edits.get(id) : says
    const fields = changedFields(before, step)
    if (fields?.length === 0) continue
    if (before === undefined) throw needsPlan(id, runbook, 'is there again')
    if (begun.has(id)) throw stepBegun(id, runbook, fields)
    if (step === undefined || fields === undefined) removed.push(id)
    else if (fields.every((field) => words.has(field))) steps.push({ id, says: { ...step } })
    else throw needsPlan(id, runbook, `now says something else in ${firstFew(fields)}`)
  }
  const ids = new Set(plan.steps.map(({ id }) => id))
  const added = [...now.keys()].find((id) => !ids.has(id))
  if (added !== undefined && known.length > 0) throw needsPlan(added, runbook, 'is new')
  if (steps.length + removed.length === 0) return undefined
  return { type: 'runbook-edited', by, steps, removed }
}

/** The plan in the words of the runbook as it is now, as far as nothing has been done by them. */
export function withRunbookEdits(plan: Plan, { edits, done }: Pick<RunState, 'edits' | 'done'>): Plan {
  if (edits.size === 0) return plan
  const operations = plan.operations.map((operation) => {
    const says = done.has(operation.id) ? undefined : edits.get(operation.step)
    // The title of an operation on a resource names the resource; only what follows from a step has the step's words.
    if (says === undefined || operation.value !== undefined) return operation
    const { title, source, manual } = says as unknown as {
      title: string
      source: string
      manual?: typeof operation.manual
    }
    return { ...operation, title, label: title, reason: source, ...(manual === undefined ? {} : { manual }) }
  })
  return { ...plan, operations }
}

function hasBegun(operation: string, { started, done, skipped }: RunState): boolean {
  return started.has(operation) || done.has(operation) || skipped.has(operation)
}

/** @returns undefined when the step is there only before, or only now */
function changedFields(before: Says | undefined, now: Says | undefined): string[] | undefined {
  if (before === undefined || now === undefined) return before === now ? [] : undefined
  const fields = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...fields].filter((field) => !sameJson(before[field] ?? null, now[field] ?? null))
}

/** As a plan holds it. */
function plain(step: unknown): Says {
  return JSON.parse(JSON.stringify(step)) as Says
}

function stepBegun(step: string, { file }: Runbook, fields: readonly string[] | undefined): OnboardError {
  const what = fields === undefined ? 'is no longer there' : `changed (${firstFew(fields)})`
  return new OnboardError({
    kind: 'stale-plan',
    code: 'runbook/step-begun',
    message: `${file}: the step "${step}" ${what}, but this run has begun it already.`,
    hint: 'Nothing was done now. Put the step back as it was, or abandon the run and make a new plan: o365-onboard abandon',
    facts: { step },
  })
}

function needsPlan(step: string, { file }: Runbook, what: string): OnboardError {
  return new OnboardError({
    kind: 'stale-plan',
    code: 'runbook/needs-plan',
    message: `${file}: the step "${step}" ${what}, and this run's plan was made without that.`,
    hint: 'Nothing was done now. Put it back as it was and go on; or abandon the run and make a new plan: o365-onboard abandon',
    facts: { step },
  })
}
