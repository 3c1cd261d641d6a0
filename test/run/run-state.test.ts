/** Where a run stands is a fold over its events, wherever it is cut. */

import { expect, it } from 'vitest'
import type { RunEvent } from '../../src/run/run-event.ts'
import { foldEvents, isUnfinished } from '../../src/run/run-state.ts'

const debt = { kind: 'template-window', templateId: 12, templateName: 'Office 365' } as const
const start: RunEvent = { type: 'run-started', run: 'r', digest: 'd', formatVersion: 1 }

it('knows what is done, failed and waiting, by the last word on each', () => {
  const state = foldEvents([
    start,
    { type: 'operation-started', operation: 'a' },
    { type: 'operation-failed', operation: 'a', code: 'oa/refused', message: 'no', hint: 'ask' },
    { type: 'operation-started', operation: 'b' },
    { type: 'operation-waiting', operation: 'b' },
    { type: 'operation-started', operation: 'c' },
    { type: 'run-finished', outcome: 'failed' },
    { type: 'run-resumed', run: 'r' },
    { type: 'operation-started', operation: 'a' },
    { type: 'operation-done', operation: 'a', outcome: 'applied', id: 7 },
    { type: 'operation-attested', operation: 'b', by: 'Ann', evidence: 'x' },
    { type: 'operation-started', operation: 'b' },
    { type: 'operation-failed', operation: 'b', code: 'apply/not-done', message: 'no' },
  ])
  expect([...state.done]).toEqual([['a', { outcome: 'applied', id: 7 }]])
  expect([...state.failed]).toEqual([['b', { code: 'apply/not-done', message: 'no', hint: undefined }]])
  expect([...state.waiting]).toEqual([])
  expect([...state.attested]).toEqual([['b', { by: 'Ann', evidence: 'x' }]])
  expect(state.started.has('c')).toBe(true)
  expect(state.ended).toBeUndefined()
})

it('owes a template from the moment before it is deactivated until it is known to be active', () => {
  const opened: RunEvent = { type: 'debt-opened', operation: 't', debt }
  const settled: RunEvent = { type: 'debt-settled', operation: 't', debt }
  expect(foldEvents([start, opened]).debts).toEqual([{ operation: 't', debt }])
  expect(foldEvents([start, opened, settled]).debts).toEqual([])
  expect(foldEvents([start, opened, settled, opened]).debts).toHaveLength(1)
  const other = { ...debt, templateId: 13 }
  expect(foldEvents([start, opened, { ...settled, debt: other }]).debts).toHaveLength(1)
})

it.each<[RunEvent[], boolean]>([
  [[start], true],
  [[start, { type: 'run-finished', outcome: 'waiting' }], true],
  [[start, { type: 'run-finished', outcome: 'interrupted' }], true],
  [[start, { type: 'run-finished', outcome: 'done' }], false],
  [[start, { type: 'run-finished', outcome: 'done' }, { type: 'run-resumed', run: 'r' }], true],
  [[start, { type: 'debt-opened', operation: 't', debt }, { type: 'run-finished', outcome: 'done' }], true],
])('%j: unfinished is %s', (events, unfinished) => {
  expect(isUnfinished(foldEvents(events))).toBe(unfinished)
})
