/** Where a text stops being CSV, as a finding. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import type { CsvProblem } from '../../lib/parse-csv.ts'

export function csvProblem({ kind, line, column }: CsvProblem, table: Place): Diagnostic {
  return { severity: 'error', ...problemTexts[kind], at: { ...table, line, column } }
}

const quoteHint = 'Quote the whole cell and double each quote inside it: "a ""quoted"" word".'

const problemTexts: Record<CsvProblem['kind'], { code: string; message: string; hint: string }> = {
  'open-quote': {
    code: 'catalog/open-quote',
    message: 'The quoted cell that opens here does not close where a cell may end.',
    hint: quoteHint,
  },
  'stray-quote': { code: 'catalog/stray-quote', message: 'This cell has a quote where none may be.', hint: quoteHint },
  'too-many-rows': {
    code: 'catalog/too-many-rows',
    message: 'The file has too many rows for a catalog.',
    hint: 'Check that it is the right file.',
  },
  ragged: {
    code: 'catalog/no-table',
    message: 'Up to here, thousands of rows have another number of cells than the table.',
    hint: 'Check that it is the right file, and download it again.',
  },
}
