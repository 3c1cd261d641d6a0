/** A plan on one screen: a line for each object, what happens to it, and who does it. */

import { count } from '../lib/text.ts'
import { printable } from '../lib/printable.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { isUpgradeTarget } from '../plan/targets.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { foldResellers } from './fold-resellers.ts'
import { columnsOf, cut, pad, wrap } from './layout.ts'
import { detailOf, marks, wordFor } from './operation-text.ts'
import type { Style } from './style.ts'
import { upgradePlanLines } from './upgrade-plan-text.ts'

export interface PlanTextOptions {
  style: Style
  /** Columns; Infinity where nothing must be cut. */
  width: number
  /** Every field in full, instructions and reasons included. */
  details: boolean
}

const WORD_WIDTH = 8
/** In a plan too long for a screen, a step of more lines than this shows only its first few. */
const MANY = 8
const SHOWN_OF_MANY = 4
const SCREEN = 40
/** Columns of a name where nothing else limits the line. */
const WIDEST_NAME = 250

export function planLines(plan: Plan, options: PlanTextOptions): string[] {
  const { style, width } = options
  const { target } = plan
  if (isUpgradeTarget(target)) return upgradePlanLines(plan, target, options)
  const { installation, scenario, applicationVersion, templateName } = target
  const head = printable(
    `${plan.runbook.title}: ${installation} (${scenario.toUpperCase()}, application ${applicationVersion}, template "${templateName}")`,
  )
  const nameWidth = nameColumns(plan, width)
  const notes = plan.diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, style, Math.min(width, 120)))
  if (!plan.operations.some(({ action }) => action !== 'check')) {
    const nothing = `No changes: ${count(plan.summary.unchanged, 'object')} as wished already.`
    return [style.strong(cut(head, width)), ...notes, ...wrap(nothing, width)]
  }
  return [
    style.strong(cut(head, width)),
    ...plan.steps.flatMap(({ id, title, skipped }) =>
      skipped === undefined
        ? stepLines(plan, id, nameWidth, options)
        : [style.faint(cut(printable(`- skipped  ${title}: ${skipped}`), width))],
    ),
    '',
    ...notes,
    ...wrap(totals(plan), Math.min(width, 120)),
  ]
}

/** What a step has lines for. */
function operationsOf({ operations }: Plan, step: string): Operation[] {
  return foldResellers(operations.filter((operation) => operation.step === step))
}

function stepLines(plan: Plan, step: string, nameWidth: number, options: PlanTextOptions): string[] {
  const operations = operationsOf(plan, step)
  const isLong = plan.operations.length > SCREEN && operations.length > MANY && !options.details
  const shown = isLong ? operations.slice(0, SHOWN_OF_MANY) : operations
  const hidden = operations.length - shown.length
  const more =
    hidden === 0
      ? []
      : [options.style.faint(cut(`  … and ${hidden} more like these (--details shows all)`, options.width))]
  return [...shown.flatMap((operation) => operationLines(operation, plan, nameWidth, options)), ...more]
}

/** As wide as the longest name, within reason: a name of ten thousand characters must not pad every line to as many. */
function nameColumns(plan: Plan, width: number): number {
  const shown = plan.steps.flatMap(({ id }) => operationsOf(plan, id))
  const longest = shown.reduce((most, { label }) => Math.max(most, columnsOf(printable(label))), 10)
  return Math.min(longest, width === Infinity ? WIDEST_NAME : Math.max(16, Math.floor(width / 2)))
}

function operationLines(
  operation: Operation,
  plan: Plan,
  nameWidth: number,
  { style, width, details }: PlanTextOptions,
): string[] {
  const paint =
    operation.action === 'create' ? style.created : operation.action === 'check' ? style.faint : style.changed
  const hand = operation.via === 'manual' ? 'by hand' : ''
  const label = pad(cut(printable(operation.label), nameWidth), nameWidth)
  const head = `${marks[operation.action]} ${pad(wordFor(operation), WORD_WIDTH)} ${label}`
  const tail = detailOf(operation, plan, details)
  const room = width - columnsOf(head) - (hand === '' ? 1 : hand.length + 2)
  const shown = details ? '' : room > 6 ? cut(tail, room) : ''
  const line = [paint(head), ...(hand === '' ? [] : [style.byHand(hand)]), ...(shown === '' ? [] : [shown])].join(' ')
  if (!details) return [cutPlain(line, head, hand, width, paint)]
  return [
    line.trimEnd(),
    ...wrap(tail, Math.min(width, 120), '      ').filter((text) => text.trim() !== ''),
    ...wrap(`because: ${printable(operation.reason)}`, Math.min(width, 120), '      ').map((text) => style.faint(text)),
    ...(operation.manual === undefined ? [] : manualLines(operation.manual, style)),
  ]
}

/** A terminal too narrow for the columns gets the line cut, colours or not. */
function cutPlain(line: string, head: string, hand: string, width: number, paint: (text: string) => string): string {
  const plainWidth = columnsOf(head) + (hand === '' ? 0 : hand.length + 1)
  return plainWidth <= width ? line.trimEnd() : paint(cut(`${head} ${hand}`.trimEnd(), width))
}

/** Where to go and what to click, for a person. */
export function manualLines(manual: NonNullable<Operation['manual']>, style: Style): string[] {
  return [`      ${style.byHand(printable(manual.where))}`, ...manual.lines.map((line) => `        ${printable(line)}`)]
}

function totals({ summary }: Plan): string {
  const { create, update, sync, do: rest, unchanged, manual } = summary
  const parts = [
    `${create} to create`,
    `${update} to update`,
    `${sync} to sync`,
    ...(rest === 0 ? [] : [`${rest} to do`]),
    `${unchanged} unchanged`,
  ]
  return `Plan: ${parts.join(', ')}${manual === 0 ? '' : `; ${manual} by hand`}.`
}
