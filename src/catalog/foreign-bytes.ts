/** Files that are no text at all, recognised by their first bytes, with what to do instead. */

export interface Refusal {
  code: string
  message: string
  hint: string
}

const saveAsCsv = 'Open it in Excel, choose Save As, and pick “CSV UTF-8 (Comma delimited)”.'

/** Why these bytes cannot be a catalog in text form, or undefined. */
export function refuseBytes(bytes: Buffer): Refusal | undefined {
  if (bytes.length === 0) return emptyFile
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return bytes.includes('xl/') ? workbook : archive
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') return oldWorkbook
  const isUtf16 = ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'))
  return !isUtf16 && bytes.includes(0) ? binary : undefined
}

export const emptyFile: Refusal = {
  code: 'catalog/empty-file',
  message: 'The file is empty.',
  hint: 'Download the offer matrix again.',
}

const workbook: Refusal = {
  code: 'catalog/excel-workbook',
  message: 'This is an Excel workbook, not a CSV file.',
  hint: saveAsCsv,
}

const oldWorkbook: Refusal = {
  code: 'catalog/excel-workbook',
  message: 'This is an old Excel workbook (.xls), not a CSV file.',
  hint: saveAsCsv,
}

const archive: Refusal = {
  code: 'catalog/zip-archive',
  message: 'This is a zip archive, not a CSV file.',
  hint: 'Unpack it and name the file inside.',
}

const binary: Refusal = {
  code: 'catalog/binary-file',
  message: 'This is no text file: it contains zero bytes.',
  hint: 'Name the offer matrix, saved as “CSV UTF-8”.',
}
