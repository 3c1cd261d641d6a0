/** For programs: one document for a plan alone, one line for each event of a run. People's text goes to stderr. */

import { jsonLine, jsonText } from '../lib/json-text.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { createStyle } from './style.ts'
import type { Output, View } from './view.ts'

export function jsonView(output: Output): View {
  const style = createStyle(false)
  const line = (data: unknown): void => {
    output.stdout(jsonLine(data))
  }
  return {
    busy: () => undefined,
    plan: (plan) => {
      line({ type: 'plan', plan })
    },
    onlyPlan: (plan) => {
      output.stdout(jsonText(plan))
    },
    event: (event) => {
      line(event)
    },
    summary: (report) => {
      line({ type: 'summary', ...report })
    },
    diagnostics: (diagnostics) => {
      for (const diagnostic of diagnostics) output.stderr(`${diagnosticLines(diagnostic, style, 120).join('\n')}\n`)
    },
    note: (text) => {
      output.stderr(`${text}\n`)
    },
    pause: () => undefined,
  }
}
