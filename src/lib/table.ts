/** Rows of cells, wherever they come from: delimited text or a sheet of a workbook. */

export interface TableRow {
  /** The physical line (in a workbook: the row) on which the row starts, from 1. */
  line: number
  cells: readonly string[]
}

/** Where something is in the text or the sheet, both from 1. */
export interface TextPlace {
  line: number
  column: number
}

export interface Table {
  /** Without the blank ones. */
  rows: readonly TableRow[]
  /** Where a cell of a row starts; in a workbook, the number of its column. */
  locate: (row: TableRow, index: number) => TextPlace
}
