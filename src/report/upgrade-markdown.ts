/** The sheet of an upgrade as Markdown, with a box to tick for every step. */

import type { Plan } from '../plan/plan.ts'
import { markdownCell, markdownTable } from './markdown.ts'
import { upgradeSheet, type SheetStep } from './upgrade-sheet.ts'

export function upgradeMarkdown(plan: Plan): string {
  const sheet = upgradeSheet(plan)
  const rows = sheet.facts.map(({ name, value, from }) => [name, value, from])
  return `${[
    `# ${markdownCell(sheet.title)}`,
    '',
    ...markdownTable(
      ['installation', 'scenario', 'version', 'plan'],
      [[sheet.installation, sheet.scenario, sheet.versions, sheet.digest.slice(0, 12)]],
    ),
    '',
    '## Facts',
    '',
    ...markdownTable(['fact', 'value', 'from'], rows),
    '',
    '## Steps',
    '',
    'In this order. What is marked IRREVERSIBLE cannot be taken back. When a step fails, stop there.',
    ...sheet.steps.flatMap(stepLines),
    ...(sheet.leftOut.length === 0 ? [] : ['', '## Left out', '']),
    ...sheet.leftOut.map((text) => `- ${markdownCell(text)}`),
  ].join('\n')}\n`
}

function stepLines({ number, title, id, who, source, irreversible, where, command, lines }: SheetStep): string[] {
  return [
    '',
    `### ${number}. ${markdownCell(title)}${irreversible ? ' (IRREVERSIBLE)' : ''}`,
    '',
    `- [ ] done by ______________ at ______________, by ${markdownCell(who)}: ${markdownCell(where)}`,
    ...lines.map((line) => `- ${markdownCell(line)}`),
    `- \`${id}\`; ${markdownCell(source)}`,
    ...(command === undefined ? [] : ['', ...fenced(command.line)]),
  ]
}

/** Longer than any run of backticks inside, so that nothing in it can end it. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence]
}
