/** Files that no catalog can be read from, recognised by their bytes, with what to do instead. */

import type { WorkbookProblem } from '../lib/read-workbook.ts'

export interface Refusal {
  code: string
  message: string
  hint: string
  /** Where in the file, as far as it can be told. */
  line?: number
  column?: number
}

export const emptyFile: Refusal = {
  code: 'catalog/empty-file',
  message: 'The file is empty.',
  hint: 'Download it again.',
}

/** Archives and workbooks of today start like this. */
export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
}

/** Why these bytes are no text, or undefined when they may be one. */
export function refuseBytes(bytes: Buffer): Refusal | undefined {
  if (bytes.length === 0) return emptyFile
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') return oldWorkbook
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'))
  return !isUtf16 && bytes.includes(0) ? binary : undefined
}

const saveAsXlsx = 'Open it in Excel, choose Save As, and pick “Excel Workbook (.xlsx)”, without a password.'

const oldWorkbook: Refusal = {
  code: 'catalog/excel-workbook',
  message: 'This is an old Excel workbook (.xls), or one that is protected by a password.',
  hint: saveAsXlsx,
}

const binary: Refusal = {
  code: 'catalog/binary-file',
  message: 'This is no text file: it contains zero bytes.',
  hint: 'Name the offer matrix, saved as “CSV UTF-8” or as an Excel workbook (.xlsx).',
}

/** Where an archive cannot be read, names inside it still tell what it was. */
export function refuseWorkbook(problem: WorkbookProblem, bytes: Buffer): Refusal {
  return workbookRefusals[problem === 'damaged' && !bytes.includes('xl/') ? 'no-workbook' : problem]
}

const workbookRefusals: Record<WorkbookProblem, Refusal> = {
  damaged: {
    code: 'catalog/damaged-workbook',
    message: 'This is an Excel workbook, and it is damaged.',
    hint: 'Download it again, or open it in Excel and save it as a new workbook.',
  },
  encrypted: {
    code: 'catalog/damaged-workbook',
    message: 'This zip archive is protected by a password.',
    hint: 'Unpack it and name the file inside.',
  },
  'too-large': {
    code: 'catalog/workbook-too-large',
    message: 'This workbook unpacks to far more cells than any catalog has.',
    hint: 'Check that it is the right file; delete what is far outside its table.',
  },
  'no-workbook': {
    code: 'catalog/zip-archive',
    message: 'This is a zip archive, not a catalog.',
    hint: 'Unpack it and name the file inside.',
  },
  binary: {
    code: 'catalog/excel-workbook',
    message: 'This is a binary Excel workbook (.xlsb).',
    hint: saveAsXlsx,
  },
}
