/** A runbook that was edited while a run stood still: words of what has not begun may change, nothing else. */

import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import type { Step } from '../../src/runbook/steps.ts'
import { effectivePlan } from '../../src/run/effective-plan.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import { runbookEdits } from '../../src/run/runbook-edits.ts'
import { manualOperation, planOf, typeOperation } from './rig.ts'

const types: Step = { id: 'types', title: 'Types', source: 'KB', ensure: 'license-type' }
const call: Step = {
  id: 'call',
  title: 'Call somebody',
  source: 'ours',
  manual: { where: 'the phone', lines: ['Dial 1.'] },
  after: ['license-type'],
}
const check: Step = { id: 'verify', title: 'Check', source: 'ours', check: 'as-planned' }

const plan: Plan = {
  ...planOf([
    { ...typeOperation(1), step: 'types' },
    { ...manualOperation(2), step: 'call', title: call.title },
  ]),
  steps: [types, call, check].map((step) => ({ id: step.id, title: step.title, says: { ...step } as never })),
}

const runbook = (...steps: Step[]) => {
  const frame = { formatVersion: 1 as const, name: 'test', title: 'Test', source: 'KB', brings: 'offers' as const }
  return { ...frame, steps, file: 'mine.yaml' }
}
const edits = (steps: Step[], events: RunEvent[] = []) =>
  runbookEdits(plan, foldEvents(events), runbook(...steps), 'Ann')
const begun = (operation: string): RunEvent => ({ type: 'operation-started', operation })

it('sees no edit where there is none, and compares nothing with plans that do not say', () => {
  expect(edits([types, call, check])).toBeUndefined()
  const old = { ...plan, steps: plan.steps.map(({ id, title }) => ({ id, title })) }
  expect(runbookEdits(old, foldEvents([]), runbook(call), 'Ann')).toBeUndefined()
})

it('takes over new words of a step that has not begun, once', () => {
  const reworded: Step = { ...call, title: 'Call Bob', manual: { where: 'the phone', lines: ['Dial 2.'] } }
  const event = edits([types, reworded, check], [begun('1')])
  expect(event).toMatchObject({ type: 'runbook-edited', steps: [{ id: 'call' }], removed: [] })
  const events: RunEvent[] = [begun('1'), event as RunEvent]
  const operation = effectivePlan(plan, foldEvents(events)).operations.find(({ id }) => id === '2')
  expect(operation).toMatchObject({ title: 'Call Bob', manual: { where: 'the phone', lines: ['Dial 2.'] } })
  expect(edits([types, reworded, check], [...events, begun('2')])).toBeUndefined()
})

it('takes out a step that has not begun, and remembers that', () => {
  const event = edits([types, check], [begun('1')])
  expect(event).toMatchObject({ steps: [], removed: ['call'] })
  expect(edits([types, check], [event as RunEvent])).toBeUndefined()
  expect(() => edits([types, call, check], [event as RunEvent])).toThrow('the step "call" is there again')
})

it.each<[string, Step[], RunEvent[], string]>([
  ['a begun step', [types, { ...call, title: 'x' }, check], [begun('2')], 'runbook/step-begun'],
  ['a begun step taken out', [types, check], [begun('2')], 'runbook/step-begun'],
  ['another kind of object', [{ ...types, ensure: 'addon-type' }, call, check], [], 'runbook/needs-plan'],
  ['another gate', [types, { ...call, resellers: true }, check], [], 'runbook/needs-plan'],
  ['a new step', [types, call, check, { ...call, id: 'again' }], [], 'runbook/needs-plan'],
])('refuses %s, naming the step', (_, steps, events, code) => {
  expect(() => edits(steps, events)).toThrow(expect.objectContaining({ kind: 'stale-plan', code }) as Error)
})
