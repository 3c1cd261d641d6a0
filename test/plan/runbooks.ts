/** Edited copies of the shipped runbook. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { packageRoot } from '../../src/lib/package-root.ts'
import { asOfferRunbook } from '../../src/runbook/load-runbook.ts'
import { parseRunbook } from '../../src/runbook/parse-runbook.ts'
import type { OfferRunbook } from '../../src/runbook/runbook.ts'

export const shippedText = readFileSync(join(packageRoot, 'runbooks', 'add-offers.yaml'), 'utf8')

export function readRunbookWithout(...ids: string[]): OfferRunbook {
  const document = parseDocument(shippedText)
  const { steps, ...frame } = document.toJS() as { steps: { id: string }[] }
  const rest = steps.filter(({ id }) => !ids.includes(id))
  if (rest.length + ids.length !== steps.length) throw new Error(`the runbook lacks some of ${ids.join()}`)
  return asOfferRunbook(parseRunbook(JSON.stringify({ ...frame, steps: rest }), 'edited.yaml'))
}
