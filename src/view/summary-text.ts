/** The end of a run, for people: what was done, what was not, and what to type next. */

import { groupBy } from '../lib/group-by.ts'
import { count as counted } from '../lib/text.ts'
import { printable } from '../lib/printable.ts'
import type { RunSummaryReport } from '../report/run-summary.ts'
import { timeText } from './event-text.ts'
import { wrap } from './layout.ts'
import { manualLines } from './plan-text.ts'
import type { Style } from './style.ts'

/** More than this that wait in one step are not told one by one. */
const MANY = 8

const heads: Record<RunSummaryReport['outcome'], string> = {
  done: 'Done.',
  failed: 'Stopped by a failure.',
  waiting: 'Waiting for a person.',
  interrupted: 'Interrupted; what had begun was finished.',
}

/** A call without an answer was not finished, and nobody can tell yet; nor can anybody of what was cut off. */
function headOf({ outcome, uncertain, begun, until }: RunSummaryReport): string {
  if (outcome !== 'interrupted') return heads[outcome]
  if (until !== undefined) return `Stopped after the step ${until}, as asked.`
  if (uncertain.length > 0) return 'Interrupted; a call has no answer yet, and resume looks for what it did.'
  // Of a command only a person can find out.
  if (begun.some(({ unknown }) => unknown)) return 'Interrupted in the middle.'
  return begun.length > 0 ? 'Interrupted in the middle; resume looks first at what had begun.' : heads.interrupted
}

/** @param tellsWhy whether to say why something failed, for whoever did not see it fail */
export function summaryLines(report: RunSummaryReport, style: Style, width: number, tellsWhy = false): string[] {
  const {
    allowed,
    applied,
    adopted,
    manual,
    failed,
    uncertain,
    begun,
    skipped,
    excluded,
    waiting,
    notStarted,
    inactive,
    stopped,
    next,
    outcome,
  } = report
  const byHand = manual.verified + manual.attested
  const counts = [
    `${applied} applied`,
    `${adopted} adopted`,
    `${byHand} by hand (${manual.verified} verified, ${manual.attested} attested)`,
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
    ...(uncertain.length === 0 ? [] : [`${uncertain.length} without an answer`]),
    ...(begun.length === 0 ? [] : [`${begun.length} begun`]),
    ...(waiting.length === 0 ? [] : [`${waiting.length} waiting`]),
    ...(skipped.length === 0 ? [] : [`${skipped.length} left out`]),
    `${notStarted} not started`,
  ]
  const paint = outcome === 'done' ? style.good : outcome === 'failed' ? style.bad : style.changed
  return [
    '',
    ...wrap(`${headOf(report)} ${counts.join(', ')}.`, width).map((line, index) => (index === 0 ? paint(line) : line)),
    ...allowed.flatMap(({ rule, count, cap, by }) =>
      wrap(
        `- safety rule overridden: ${printable(rule)} went up to ${count}, its cap is ${cap} (${printable(by)})`,
        width,
      ),
    ),
    ...begun.flatMap(({ title, unknown }) =>
      unknown === true ? wrap(`- BEGUN, AND NOBODY KNOWS HOW IT ENDED: ${printable(title)}`, width) : [],
    ),
    ...[...groupBy(waiting, ({ step }) => step).values()].flatMap((group) => waitingLines(group, report.run, style)),
    ...skipped.flatMap(({ title, reason, by }) =>
      wrap(
        `- left out: ${printable(title)} (${printable(reason)}${by === undefined ? '' : `; ${printable(by)}`})`,
        width,
      ),
    ),
    ...excluded.flatMap(({ name }) => wrap(`- offer left out: ${printable(name)}`, width)),
    ...failed.flatMap((failure) => choiceLines(failure, style, tellsWhy ? width : undefined)),
    ...inactive.flatMap((template) => inactiveLines(template, width).map((line) => style.bad(line))),
    ...stopped.flatMap(({ templateName, templateId }) =>
      wrap(
        `PROVISIONING FROM "${printable(templateName)}" (${templateId}) IS STOPPED: nothing on it can be sold until the last step.`,
        width,
      ).map((line) => style.bad(line)),
    ),
    ...(next === undefined ? [] : ['', `Next: ${style.strong(next)}`]),
    ...(waiting.length > 1
      ? [style.faint(`(${counted(waiting.length, 'operation')} to do; resume goes on with those that are done)`)]
      : []),
  ]
}

/** The flags of each choice; the command they belong to is the one that comes next. */
function choiceLines(
  { title, choices, code, message, hint }: RunSummaryReport['failed'][number],
  style: Style,
  width: number | undefined,
): string[] {
  const flags = choices.flatMap(({ command }) => / (--(?:retry|skip|settle|exclude) .*)/.exec(command)?.[1] ?? [])
  return [
    '',
    `  ${style.strong(printable(title))}`,
    ...(width === undefined ? [] : whyLines(`${code}: ${withoutTitle(message, title)}`, hint, width)),
    style.faint('      mend it and resume, or decide, with resume and one of:'),
    ...flags.map((flag) => style.faint(`      ${printable(flag)}`)),
  ]
}

/** It stands above. */
function withoutTitle(message: string, title: string): string {
  return message.startsWith(`${title}: `) ? message.slice(title.length + 2) : message
}

function whyLines(message: string, hint: string | undefined, width: number): string[] {
  const texts = [message, ...(hint === undefined ? [] : [hint])]
  return texts.flatMap((text) => wrap(printable(text), width - 6).map((line) => `      ${line}`))
}

function inactiveLines(
  { templateName, templateId, until }: RunSummaryReport['inactive'][number],
  width: number,
): string[] {
  const name = `SERVICE TEMPLATE "${printable(templateName)}" (${templateId})`
  if (until === undefined) return wrap(`${name} IS INACTIVE: nothing on it can be sold.`, width)
  return wrap(
    `${name} is active, but may be deactivated until ${timeText(until)} by a call without an answer. resume waits for that and closes it for good.`,
    width,
  )
}

type Waiting = RunSummaryReport['waiting']

/** What waits in one step; of many that are alike the first stands for all. */
function waitingLines(group: Waiting, run: string, style: Style): string[] {
  const shown = group.length > MANY ? group.slice(0, 1) : group
  const [first] = group
  return [
    ...shown.flatMap(({ title, who, manual: work, then }) => [
      '',
      `  ${style.strong(printable(title))}${who === undefined ? '' : ` (${printable(who)})`}`,
      ...(work === undefined ? [] : manualLines(work, style)),
      style.faint(`      then: ${printable(then)}`),
    ]),
    ...(shown.length === group.length || first === undefined
      ? []
      : [
          `  … and ${group.length - 1} more like this, in the checklists of the run (status --json has them all).`,
          style.faint(
            `      all of them: ${printable(first.then.replace(/ attest .*? --evidence/, ` attest ${run} --step ${first.step} --evidence`))}`,
          ),
        ]),
  ]
}
