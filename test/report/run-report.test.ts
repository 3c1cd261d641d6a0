/** The report of a run: every operation once, in each form, and nothing in it that a name from outside could break. */

import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import { reportFormats } from '../../src/report/formats/report-formats.ts'
import { reportRun, type RunReport } from '../../src/report/run-report.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import { manualOperation, planOf, typeOperation } from '../run/rig.ts'

const allowed = [{ rule: 'plans-changed', count: 120, cap: 100, by: 'ann' }]
const started: RunEvent = { type: 'run-started', run: 'r', digest: '', formatVersion: 2, allowed }
const done = (operation: string, outcome: 'applied' | 'attested' = 'applied'): RunEvent => ({
  type: 'operation-done',
  operation,
  outcome,
  ...(outcome === 'applied' ? { id: `object-${operation}` } : {}),
})

function report(operations: Operation[], events: RunEvent[]): RunReport {
  const times = { first: '2019-01-11T12:00:00.000Z', last: '2019-01-11T13:00:00.000Z' }
  return reportRun({ id: 'r', plan: planOf(operations), state: foldEvents(events), times })
}

/** One of every end that an operation can have; the name of one is hostile. */
const mixed = report(
  [
    typeOperation(0),
    { ...typeOperation(1), title: 'Create <script>alert("x")</script> | =1+1 \u001b[31m' },
    manualOperation(2),
    manualOperation(3),
    manualOperation(4),
    typeOperation(5),
    manualOperation(6),
  ],
  [
    started,
    done('0'),
    { type: 'operation-failed', operation: '1', code: 'oa/refused', message: 'no <b>', hint: 'ask' },
    { type: 'operation-attested', operation: '2', by: 'bob', evidence: 'ticket 7' },
    done('2', 'attested'),
    { type: 'operation-waiting', operation: '3' },
    { type: 'choice-made', choice: 'skip', operation: '4', by: 'ann', reason: 'not here' },
    { type: 'call-intended', operation: '5', call: 1, method: 'aps.resources.create', params: {} },
    { type: 'call-failed', operation: '5', call: 1, outcome: 'unknown', code: 'oa/no-answer', message: 'nothing' },
  ],
)

it('knows of each operation where it stands, and who says so', () => {
  const [step] = mixed.steps
  expect(
    step?.operations.map(({ standing, object, by, evidence, why }) => [standing, object, by, evidence, why]),
  ).toEqual([
    ['applied', 'object-0', undefined, undefined, undefined],
    ['failed', undefined, undefined, undefined, 'no <b>'],
    ['attested', undefined, 'bob', 'ticket 7', undefined],
    ['waiting', undefined, undefined, undefined, undefined],
    ['left-out', undefined, 'ann', undefined, 'not here'],
    ['unanswered', undefined, undefined, undefined, undefined],
    ['not-started', undefined, undefined, undefined, undefined],
  ])
  expect(mixed.summary.allowed).toEqual(allowed)
})

it('does not call not started what was cut off, nor known what nobody knows', () => {
  const begun: RunEvent = { type: 'command-begun', operation: '1', on: 'management', line: 'x' }
  const ended: RunEvent = { type: 'command-ended', operation: '0', exitCode: 0, stdout: '', stderr: '' }
  const cutOff = report(
    [manualOperation(0), manualOperation(1), manualOperation(2)],
    [started, { type: 'operation-started', operation: '0' }, { ...begun, operation: '0' }, ended, begun],
  )
  expect(cutOff.steps[0]?.operations.map(({ standing }) => standing)).toEqual(['begun', 'unanswered', 'not-started'])
  expect(reportFormats.markdown.write(cutOff)).toContain(
    'Interrupted. 3 operations: 1 without an answer, 1 begun, 1 not started.',
  )
})

it('Markdown tells the end first, then what gave way, then every operation, with nothing left as markup', () => {
  const text = reportFormats.markdown.write(mixed)
  expect(text.split('\n').slice(0, 3)).toEqual([
    '# Test: made up',
    '',
    "Interrupted. 7 operations: 1 by API, 1 by hand on somebody's word, 1 failed, 1 without an answer, 1 waiting, 1 left out, 1 not started.",
  ])
  expect(text).toContain('| plans-changed | 120 | 100 | ann |')
  expect(text).toContain('| Operation 2 | by hand, attested |  | bob | ticket 7 |  |')
  expect(text).not.toContain('<script>')
  expect(text).not.toContain('\u001b')
})

it('HTML and JUnit are well-formed whatever the names', () => {
  for (const form of ['html', 'junit'] as const) {
    const text = reportFormats[form].write(mixed)
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    // The two tags of HTML that XML would want to be closed.
    parser.write(text.replace('<!doctype html>', '').replace('<meta charset="utf-8">', '')).close()
    expect(text).not.toContain('<script>')
  }
})

it('JUnit calls nothing good that failed or has no answer', () => {
  const text = reportFormats.junit.write(mixed)
  expect(text).toContain('<testsuites name="r" tests="7" failures="2" skipped="3">')
  expect(text).toContain('<failure message="no &lt;b&gt;"/>')
  expect(text).toContain('<failure message="unanswered"/>')
})

it('many resellers with the same work and the same end are one row; JSON has them all', () => {
  const operations = Array.from({ length: 30 }, (_, number) => ({
    ...manualOperation(number),
    address: `delegation/${1001 + number}`,
    title: `Delegate to Reseller ${number}`,
  }))
  const made = report(operations, [
    started,
    ...operations.slice(0, 20).map(({ id }) => done(id, 'attested')),
    { type: 'run-finished', outcome: 'waiting' },
  ])
  const text = reportFormats.markdown.write(made)
  expect(text).toContain('| Delegate to Reseller 0, and 19 resellers more like this | by hand, attested |')
  expect(text).toContain('| Delegate to Reseller 20, and 9 resellers more like this | not started |')
  expect(text.split('\n').filter((line) => line.startsWith('| Delegate'))).toHaveLength(2)
  expect((JSON.parse(reportFormats.json.write(made)) as RunReport).steps[0]?.operations).toHaveLength(30)
})

it('a run that was given up says so', () => {
  const text = reportFormats.markdown.write(
    report([typeOperation(0)], [started, { type: 'run-abandoned', run: 'r', by: 'ann', reason: 'wrong catalog' }]),
  )
  expect(text).toContain('Given up. 1 operation: 1 not started.')
  expect(text).toContain('- Given up by ann: wrong catalog')
})
