/** The report of a run as a document for people: the outcome first, then what gave way, then step by step. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { canonicalJson } from '../lib/json.ts'
import { count } from '../lib/text.ts'
import { isUpgradeTarget } from '../plan/targets.ts'
import { type Block, listBlocks, tableBlocks } from './document.ts'
import { onlyLooks, outcomeWords } from './outcome-words.ts'
import type { ReportedOperation, RunReport, Standing } from './run-report.ts'

/** More resellers than this with the same work and the same end are one row. */
const FEW = 4

const endings: Record<RunReport['summary']['outcome'], string> = {
  done: 'Done',
  failed: 'Not at its end: something failed, or a template is still to be made active',
  waiting: 'Waiting for a person',
  interrupted: 'Interrupted',
}

const standings: Record<Standing, string> = {
  ...outcomeWords,
  failed: 'FAILED',
  unanswered: 'NO ANSWER YET',
  begun: 'begun',
  waiting: 'waits for a person',
  'left-out': 'left out',
  'not-started': 'not started',
}

const endsOfWork: Record<Standing, string> = {
  applied: 'by API',
  adopted: 'there already',
  verified: 'by hand and verified by a read',
  attested: "by hand on somebody's word",
  failed: 'failed',
  unanswered: 'without an answer',
  begun: 'begun',
  waiting: 'waiting',
  'left-out': 'left out',
  'not-started': 'not started',
}

export function runReportDocument(report: RunReport): Block[] {
  const { summary, runbook, target, abandoned, remarks, steps } = report
  const { allowed, excluded, inactive } = summary
  const skipped = steps.flatMap(({ title, skipped: why }) => (why === undefined ? [] : [`${title}: ${why}`]))
  return [
    { kind: 'heading', level: 1, text: `${runbook.title}: ${target.installation}` },
    { kind: 'paragraph', text: `${endingOf(report)} ${countsOf(report)}` },
    ...listBlocks([
      ...(abandoned === undefined ? [] : [`Given up by ${abandoned.by}: ${abandoned.reason}`]),
      ...inactive.map(({ templateName, templateId, until }) =>
        until === undefined
          ? `SERVICE TEMPLATE "${templateName}" (${templateId}) IS INACTIVE: nothing on it can be sold.`
          : `Service template "${templateName}" (${templateId}) may still be deactivated until ${until} by a call without an answer.`,
      ),
      ...excluded.map(({ name }) => `Offer left out: ${name}`),
    ]),
    ...section('The run', listBlocks(aboutRun(report))),
    ...section(
      'Safety rules overridden',
      tableBlocks(
        ['rule', 'went up to', 'its cap', 'allowed by'],
        allowed.map(({ rule, count: number, cap, by }) => [rule, String(number), String(cap), by]),
      ),
    ),
    ...section('Said before it began', listBlocks(remarks.map(remarkText))),
    ...steps.flatMap(({ title, operations }) => section(title, tableBlocks(columns, rowsOf(operations)))),
    ...section('Steps that do not apply', listBlocks(skipped)),
  ]
}

function section(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text: title }, ...blocks]
}

function endingOf({ summary, abandoned }: RunReport): string {
  return abandoned === undefined ? `${endings[summary.outcome]}.` : 'Given up.'
}

function countsOf({ steps }: RunReport): string {
  const all = steps.flatMap(({ operations }) => operations)
  const [checks, work] = [all.filter(isCheck), all.filter((operation) => !isCheck(operation))]
  const parts = (Object.keys(endsOfWork) as Standing[]).map(
    (standing) => [work.filter((each) => each.standing === standing).length, endsOfWork[standing]] as const,
  )
  const checked = [checks.filter(({ standing }) => standing === 'verified').length, 'checked'] as const
  const told = [...parts, checked].filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  return `${count(all.length, 'operation')}: ${told.join(', ')}.`
}

/** What somebody did in its place is work. */
function isCheck({ type, standing }: ReportedOperation): boolean {
  return onlyLooks(type) && standing !== 'attested'
}

function aboutRun({ summary, times, target, digest }: RunReport): string[] {
  const { endpoint, scenario, applicationVersion } = target
  const what = isUpgradeTarget(target)
    ? `to ${target.toVersion}`
    : `instance ${target.instanceId}, service template "${target.templateName}" (${target.templateId})`
  return [
    `Run ${summary.run}${times === null ? '' : `, begun ${times.first}, last noted ${times.last}`}`,
    `Installation ${target.installation} at ${endpoint}`,
    `${scenario.toUpperCase()}, application ${applicationVersion}, ${what}`,
    `Plan SHA-256 ${digest}`,
  ]
}

function remarkText({ severity, code, message }: Diagnostic): string {
  return `${severity} ${code}: ${message}`
}

const columns = ['what', 'result', 'id', 'by', 'evidence', 'why']

function rowsOf(operations: readonly ReportedOperation[]): string[][] {
  const groups = groupBy(operations, (operation) => (operation.forReseller ? sameness(operation) : operation.id))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length <= FEW) return group.map((each) => rowOf(each, each.title))
    return [
      rowOf({ ...first, object: '' }, `${first.title}, and ${count(group.length - 1, 'reseller')} more like this`),
    ]
  })
}

/** The same kind of work at one reseller as at the next, with the same end. */
function sameness({ action, standing, by, evidence, why }: ReportedOperation): string {
  return canonicalJson([action, standing, by ?? null, evidence ?? null, why ?? null])
}

function rowOf(operation: ReportedOperation, what: string): string[] {
  const { standing, via, object, by, evidence, why } = operation
  const result = isCheck(operation) && standing === 'verified' ? 'holds' : standings[standing]
  const way = standing === 'applied' ? ` (${via})` : ''
  return [what, `${result}${way}`, String(object ?? ''), by ?? '', evidence ?? '', why ?? '']
}
