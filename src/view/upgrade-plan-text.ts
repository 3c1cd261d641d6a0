/** The plan of an upgrade: the facts, then every step in its order with the command to type. */

import { printable } from '../lib/printable.ts'
import { count } from '../lib/text.ts'
import type { Operation, Plan, UpgradeTarget } from '../plan/plan.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { columnsOf, cut, pad, wrap } from './layout.ts'
import type { Style } from './style.ts'

/** What a person sees before what he types, by host. */
const PROMPTS = { management: '$', endpoint: 'PS>' } as const

export interface UpgradeTextOptions {
  style: Style
  width: number
  /** Where to go and what to heed, with every step. */
  details: boolean
}

export function upgradePlanLines(plan: Plan, target: UpgradeTarget, options: UpgradeTextOptions): string[] {
  const { style, width } = options
  const textWidth = Math.min(width, 120)
  const { installation, applicationVersion, toVersion } = target
  const head = printable(`${plan.runbook.title}: ${installation}, ${applicationVersion} → ${toVersion}`)
  const numbers = new Map(plan.operations.map(({ id }, index) => [id, index + 1]))
  return [
    ...wrap(head, textWidth).map((line) => style.strong(line)),
    '',
    ...factLines(plan, style, width),
    '',
    ...plan.operations.flatMap((operation) => stepLines(operation, numbers.get(operation.id) ?? 0, options)),
    ...skippedLines(plan, style, width),
    '',
    ...plan.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, style, textWidth)),
    ...wrap(totals(plan), textWidth),
  ]
}

/** In columns; where these are too wide, the origin stands under its value. */
function factLines({ facts = [] }: Plan, style: Style, width: number): string[] {
  const rows = facts.map(
    ({ name, value, from }) => [printable(name), printable(value), originOf(printable(from))] as const,
  )
  const widest = (index: 0 | 1 | 2): number => rows.reduce((most, row) => Math.max(most, columnsOf(row[index])), 0)
  const [names, values] = [widest(0), Math.min(widest(1), 50)]
  const fits = 6 + names + values + widest(2) <= width
  return rows.flatMap(([name, value, from]) => {
    const known = `  ${pad(name, names)}  ${fits ? pad(value, values) : value}`
    if (from === '') return [known.trimEnd()]
    return fits ? [`${known}  ${style.faint(from)}`] : [known, `${' '.repeat(names + 4)}${style.faint(from)}`]
  })
}

/** What people said themselves they know. */
function originOf(from: string): string {
  if (from === 'answered' || from === 'given') return ''
  return from.startsWith('found: ') ? from : `from ${from}`
}

function stepLines(operation: Operation, number: number, { style, width, details }: UpgradeTextOptions): string[] {
  const { title, who = '', type, irreversible, command, manual, reason } = operation
  const mark = irreversible === true ? '!' : type === 'check' ? '?' : '>'
  const paint = irreversible === true ? style.changed : type === 'check' ? style.faint : (text: string) => text
  const texts = wrap(printable(title), Math.min(width, 120) - 7 - columnsOf(who) - 3)
  const head = texts.map((text, index) => (index === 0 ? `${pad(String(number), 3)} ${mark} ${text}` : `      ${text}`))
  const [first = '', ...rest] = head
  return [
    `${paint(first)} ${style.byHand(`(${printable(who)})`)}`,
    ...rest.map(paint),
    ...(command === undefined ? [] : [`      ${PROMPTS[command.on]} ${printable(command.line)}`]),
    ...callLines(operation),
    ...(details ? detailLines(manual, reason, command?.line, style, Math.min(width, 120)) : []),
  ]
}

/** What is called by API. */
function callLines({ via, application, provisioning }: Operation): string[] {
  if (via !== 'pem') return []
  if (application?.change === 'import') return [`      API> pem.APS.importPackage ${printable(application.package)}`]
  if (application?.change === 'upgrade')
    return [`      API> pem.APS.upgradeApplicationInstance ${application.instanceId}`]
  if (provisioning === undefined) return []
  const method = provisioning.change === 'stop' ? 'pem.deactivateST' : 'pem.activateST'
  return [`      API> ${method} ${provisioning.templateId}`]
}

function detailLines(
  manual: Operation['manual'],
  reason: string,
  line: string | undefined,
  style: Style,
  width: number,
): string[] {
  const { where = '', lines = [] } = manual ?? {}
  return [
    `      ${style.byHand(printable(where))}`,
    ...lines.filter((text) => text !== line).flatMap((text) => wrap(printable(text), width, '        ')),
    ...wrap(`because: ${printable(reason)}`, width, '      ').map((text) => style.faint(text)),
  ]
}

/** What the answers leave out. */
function skippedLines({ steps }: Plan, style: Style, width: number): string[] {
  return steps.flatMap(({ id, skipped }) =>
    skipped === undefined ? [] : [style.faint(cut(printable(`  - left out: ${id} (${skipped})`), width))],
  )
}

function totals({ operations }: Plan): string {
  const irreversible = operations.filter((operation) => operation.irreversible === true).length
  const commands = operations.filter(({ command }) => command !== undefined).length
  return `Plan: ${count(operations.length, 'operation')} in this order, ${count(commands, 'command')} among them; ${irreversible} marked "!" cannot be taken back.`
}
