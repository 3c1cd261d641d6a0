/** Events and the end of a run, in words. */

import { describe, expect, it } from 'vitest'
import { summariseRun } from '../../src/report/run-summary.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { eventLine } from '../../src/view/event-text.ts'
import { jsonView } from '../../src/view/json-view.ts'
import { createStyle } from '../../src/view/style.ts'
import { summaryLines } from '../../src/view/summary-text.ts'
import { textView } from '../../src/view/text-view.ts'
import { manualOperation, planOf, typeOperation } from '../run/rig.ts'

const plan = planOf([typeOperation(0), typeOperation(1), manualOperation(2), { ...manualOperation(3), id: "it's" }])
const debt = { kind: 'template-window', templateId: 12, templateName: 'Office\u001b[31m 365' } as const

const started: RunEvent = { type: 'run-started', run: 'r', digest: '', formatVersion: 1 }
const stopped: RunEvent[] = [
  started,
  { type: 'operation-started', operation: '0' },
  { type: 'debt-opened', operation: '0', debt },
  { type: 'operation-done', operation: '0', outcome: 'applied', id: 'x' },
  { type: 'operation-started', operation: '1' },
  { type: 'operation-failed', operation: '1', code: 'oa/refused', message: 'no', hint: 'ask' },
  { type: 'operation-started', operation: "it's" },
  { type: 'operation-waiting', operation: "it's" },
]

const report = (events: RunEvent[], outcome: 'done' | 'failed' | 'waiting' | 'interrupted') =>
  summariseRun('r', plan, foldEvents(events), outcome)

describe('the summary', () => {
  it('counts every operation exactly once', () => {
    const { applied, adopted, manual, failed, waiting, notStarted } = report(stopped, 'failed')
    const byHand = manual.verified + manual.attested
    expect({ applied, adopted, byHand, failed: failed.length, waiting: waiting.length, notStarted }).toEqual({
      applied: 1,
      adopted: 0,
      byHand: 0,
      failed: 1,
      waiting: 1,
      notStarted: 1,
    })
  })

  it('says what failed, what waits, how to go on, and shouts about an inactive template', () => {
    const lines = summaryLines(report(stopped, 'failed'), createStyle(false), 120)
    const text = lines.join('\n')
    expect(text).toMatch(/^Stopped by a failure\. 1 applied, .* 1 failed, 1 waiting, 1 not started\.$/m)
    expect(text).toContain('SERVICE TEMPLATE "Office\\u{1b}[31m 365" (12) IS INACTIVE: nothing on it can be sold.')
    expect(text).toContain(`o365-onboard attest r 'it'\\''s' --evidence`)
    expect(text).toContain('Next: o365-onboard resume')
    expect(text).not.toContain('\u001b')
  })

  it('says why to whoever did not see it fail, without the title that stands above', () => {
    const events = stopped.map((event) =>
      event.type === 'operation-failed' ? { ...event, message: 'Operation 1: no \u001b[31m' } : event,
    )
    const text = (tellsWhy: boolean) =>
      summaryLines(report(events, 'failed'), createStyle(false), 80, tellsWhy).join('\n')
    expect(text(true)).toContain('  Operation 1\n      oa/refused: no \\u{1b}[31m\n      ask\n')
    expect(text(false)).not.toContain('oa/refused')
  })

  it('does not call finished what the program left in the middle', () => {
    const cutOff = report(stopped.slice(0, 5), 'interrupted')
    expect(cutOff.begun).toEqual([{ operation: '1', title: 'Operation 1' }])
    expect(cutOff.notStarted).toBe(2)
    expect(summaryLines(cutOff, createStyle(false), 200).join('\n')).toContain(
      'Interrupted in the middle; resume looks first at what had begun. 1 applied, 0 adopted, 0 by hand (0 verified, 0 attested), 1 begun, 2 not started.',
    )
    const orderly = report(stopped.slice(0, 4), 'interrupted')
    expect(summaryLines(orderly, createStyle(false), 120).join('\n')).toContain(
      'Interrupted; what had begun was finished.',
    )
  })

  it('names the command of which nobody knows how it ended', () => {
    const begun: RunEvent = { type: 'command-begun', operation: '1', on: 'management', line: 'x' }
    const cutOff = report([...stopped.slice(0, 5), begun], 'interrupted')
    expect(cutOff.begun).toEqual([{ operation: '1', title: 'Operation 1', unknown: true }])
    const text = summaryLines(cutOff, createStyle(false), 200).join('\n')
    expect(text).toContain('Interrupted in the middle. 1 applied')
    expect(text).toContain('- BEGUN, AND NOBODY KNOWS HOW IT ENDED: Operation 1')
  })

  it('has nothing to type next when all is done', () => {
    const done = ['0', '1', '2', "it's"].map((operation): RunEvent => ({
      type: 'operation-done',
      operation,
      outcome: 'applied',
    }))
    const finished = report([started, ...done], 'done')
    expect(finished.next).toBeUndefined()
    expect(summaryLines(finished, createStyle(false), 80).join('\n')).not.toContain('Next')
  })
})

describe('events', () => {
  const line = (event: RunEvent) => eventLine(event, plan, createStyle(false))

  it('say in one line what a person wants to know, and nothing of the rest', () => {
    expect(stopped.map(line)).toEqual([
      'run r',
      undefined,
      '! Office\\u{1b}[31m 365 is inactive from here',
      '✓ Operation 0',
      undefined,
      '✗ Operation 1',
      undefined,
      '… Operation 3: waits for a person',
    ])
    expect(line({ type: 'call-intended', operation: '0', call: 1, method: 'm', params: {} })).toBeUndefined()
  })

  it('tell who vouches for it', () => {
    const done = (outcome: 'adopted' | 'verified' | 'attested') =>
      line({ type: 'operation-done', operation: '2', outcome })
    expect(done('adopted')).toContain('was there already')
    expect(done('verified')).toContain('verified')
    expect(done('attested')).toMatch(/by hand|attested|on a word/)
  })
})

/** An output that keeps what it is given. */
function memory(changes: { live?: boolean; width?: number } = {}) {
  const kept = { out: '', err: '' }
  const output = {
    stdout: (text: string) => void (kept.out += text),
    stderr: (text: string) => void (kept.err += text),
    width: Infinity,
    live: false,
    color: false,
    ...changes,
  }
  return { kept, output }
}

describe('views', () => {
  it('json: stdout carries documents only', () => {
    const { kept, output } = memory()
    const view = jsonView(output)
    view.busy('reading')
    view.plan(plan)
    view.event(started, plan)
    view.note('a word')
    view.diagnostics([{ severity: 'warning', code: 'x/y', message: 'careful' }])
    view.summary(report(stopped, 'failed'))
    const lines = kept.out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as { type: string })
    expect(lines.map(({ type }) => type)).toEqual(['plan', 'run-started', 'summary'])
    expect(kept.err).toContain('a word')
    expect(kept.err).toContain('careful')
  })

  it('text: plain lines without a terminal, no spinner', () => {
    const { kept, output } = memory()
    const view = textView({ output, details: false })
    view.busy('reading')
    view.event(started, plan)
    for (const event of stopped) view.event(event, plan)
    expect(kept.out).toContain('✓ Operation 0\n')
    expect(kept.out).not.toContain('reading')
    expect(kept.err).toBe('')
  })

  it('text: a terminal too narrow for a title gets it cut', () => {
    const { kept, output } = memory({ width: 12 })
    const title = 'A title that is much longer than the terminal is wide'
    const long = planOf([{ ...typeOperation(0), title }])
    textView({ output, details: false }).event(
      { type: 'operation-failed', operation: '0', code: 'x', message: '' },
      long,
    )
    expect(kept.out).toContain('✗ A title')
  })
})
