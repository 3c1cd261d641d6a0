/** The report of a run as JUnit XML: a suite for each step, a case for each operation, for build servers. */

import { markupText } from '../../lib/markup-text.ts'
import { printable } from '../../lib/printable.ts'
import type { ReportedOperation, RunReport } from '../run-report.ts'
import type { ReportFormat } from './report-format.ts'

export const junit: ReportFormat = {
  write: ({ summary: { run }, steps }) => {
    const suites = steps.filter(({ operations }) => operations.length > 0)
    const all = suites.flatMap(({ operations }) => operations)
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="${safe(run)}" ${totals(all)}>`,
      ...suites.flatMap(suite),
      '</testsuites>',
      '',
    ].join('\n')
  },
}

function suite({ title, operations }: RunReport['steps'][number]): string[] {
  return [`  <testsuite name="${safe(title)}" ${totals(operations)}>`, ...operations.map(testcase), '  </testsuite>']
}

function testcase(operation: ReportedOperation): string {
  const { id, title, standing, why = '' } = operation
  const head = `    <testcase classname="${safe(id)}" name="${safe(title)}"`
  if (hasFailed(operation)) return `${head}><failure message="${safe(why === '' ? standing : why)}"/></testcase>`
  if (isOpen(operation)) {
    const reason = why === '' ? standing : `${standing}: ${why}`
    return `${head}><skipped message="${safe(reason)}"/></testcase>`
  }
  return `${head}/>`
}

/** Nobody knows what became of it, so a build must not call it good. */
function hasFailed({ standing }: ReportedOperation): boolean {
  return standing === 'failed' || standing === 'unanswered'
}

function isOpen({ standing }: ReportedOperation): boolean {
  return standing === 'waiting' || standing === 'left-out' || standing === 'begun' || standing === 'not-started'
}

function totals(operations: readonly ReportedOperation[]): string {
  const failures = operations.filter(hasFailed).length
  return `tests="${operations.length}" failures="${failures}" skipped="${operations.filter(isOpen).length}"`
}

function safe(text: string): string {
  return markupText(printable(text))
}
