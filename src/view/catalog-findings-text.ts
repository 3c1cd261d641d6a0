/** What `catalog validate` found, for people: each error, and of the rest each kind once with its number. */

import { countFindings, type FindingKind, findingKinds } from '../lib/count-findings.ts'
import { type Diagnostic, formatPlace } from '../lib/diagnostic.ts'
import { printable } from '../lib/printable.ts'
import { count, firstFew, shorten } from '../lib/text.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'

export interface FindingsTextOptions {
  style: Style
  width: number
  /** Each finding instead of each kind. */
  all: boolean
}

/** Errors need mending one by one; more than a screenful of one kind has one cause. */
const ERRORS_SHOWN = 20

export function findingsLines(findings: readonly Diagnostic[], options: FindingsTextOptions): string[] {
  const kinds = findingKinds(findings)
  if (options.all) return kinds.flatMap((kind) => kind.findings.flatMap((each) => eachLine(each, options)))
  return kinds.flatMap((kind) => (kind.severity === 'error' ? errorLines(kind, options) : kindLines(kind, options)))
}

/** `2 errors, 73 warnings of 1 kind, 69 notes of 1 kind`. */
export function findingsTotal(findings: readonly Diagnostic[]): string {
  const { errors, warnings, infos } = countFindings(findings)
  const kinds = (severity: string): string =>
    count(findingKinds(findings).filter((kind) => kind.severity === severity).length, 'kind')
  return [
    count(errors, 'error'),
    warnings === 0 ? '0 warnings' : `${count(warnings, 'warning')} of ${kinds('warning')}`,
    infos === 0 ? '0 notes' : `${count(infos, 'note')} of ${kinds('info')}`,
  ].join(', ')
}

function eachLine(finding: Diagnostic, { style, width }: FindingsTextOptions): string[] {
  const lines = diagnosticLines(finding, style, width)
  return finding.severity === 'error' ? lines : [...lines, style.faint(`         ${finding.code}`)]
}

function errorLines({ findings, code }: FindingKind, options: FindingsTextOptions): string[] {
  const shown = findings.slice(0, ERRORS_SHOWN).flatMap((each) => eachLine(each, options))
  const hidden = findings.length - ERRORS_SHOWN
  if (hidden <= 0) return shown
  return [...shown, options.style.faint(`         … and ${hidden} more ${code} (--all shows each)`)]
}

function kindLines(kind: FindingKind, options: FindingsTextOptions): string[] {
  const { style, width } = options
  const [first] = kind.findings
  if (first === undefined) return []
  const number = kind.findings.length
  if (number === 1) return eachLine(first, options)
  const head = `${kind.severity.padEnd(8)} ${count(number, 'finding')} ${kind.code}`
  const places = kind.findings.slice(1).flatMap(({ at }) => (at === undefined ? [] : [formatPlace(at)]))
  const others = places.length === 0 ? [] : [`others at ${firstFew(shortened(places, first), 3)}`]
  const place = first.at === undefined ? '' : `${formatPlace(first.at)}: `
  return [
    (kind.severity === 'warning' ? style.changed : style.faint)(head),
    ...wrap(printable(shorten(`first: ${place}${first.message}`)), width, '         '),
    ...(first.hint === undefined
      ? []
      : wrap(printable(shorten(first.hint)), width - 2, '         ').map((line, index) =>
          index === 0 ? line.replace(/^ {9}/, '         → ') : `  ${line}`,
        )),
    ...others.flatMap((text) => wrap(printable(text), width, '         ')).map((line) => style.faint(line)),
  ]
}

/** In the same file a line number is enough; a file of one line needs columns. */
function shortened(places: readonly string[], { at }: Diagnostic): string[] {
  const file =
    at === undefined ? '' : `${formatPlace({ file: at.file, ...(at.sheet === undefined ? {} : { sheet: at.sheet }) })}:`
  if (!places.every((place) => place.startsWith(file))) return [...places]
  const rest = places.map((place) => place.slice(file.length).split(':'))
  const isOneLine = rest.every(([line]) => line === String(at?.line))
  return rest.map(([line = '', column = '']) => (isOneLine && column !== '' ? `column ${column}` : `line ${line}`))
}
