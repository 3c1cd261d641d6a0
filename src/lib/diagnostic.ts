/** What a person wrote and we can point at: collected, never thrown one by one. */

/** A place in something a person wrote; lines (in a workbook: rows) and columns count from 1. */
export interface Place {
  file: string
  /** In a workbook. */
  sheet?: string
  line?: number
  column?: number
}

export type Severity = 'error' | 'warning' | 'info'

/** One finding with its place and what to do about it (design, section 9). */
export interface Diagnostic {
  severity: Severity
  /** Stable and machine-readable, such as `catalog/duplicate-offer`. */
  code: string
  message: string
  hint?: string
  at?: Place
}

/**
 * `file:line:column`, as far as known: the form that editors and terminals make clickable. In a workbook it is
 * `file [sheet]:row:column`.
 */
export function formatPlace({ file, sheet, line, column }: Place): string {
  const where = sheet === undefined ? file : `${file} [${sheet}]`
  return [where, line, column].filter((part) => part !== undefined).join(':')
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}
