/** The sheet of an upgrade as one HTML file for a printer: no script, nothing loaded from anywhere. */

import { markupText } from '../lib/markup-text.ts'
import type { Plan } from '../plan/plan.ts'
import { upgradeSheet, type SheetStep } from './upgrade-sheet.ts'

const STYLE = `
  body { font: 11pt/1.4 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em }
  table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #999; padding: .2em .5em; text-align: left }
  section { border-top: 1px solid #999; margin-top: 1em; break-inside: avoid } h3 { margin: .6em 0 .2em }
  pre { background: #eee; padding: .6em; white-space: pre-wrap; word-break: break-all; print-color-adjust: exact }
  .irreversible h3::after { content: " IRREVERSIBLE"; color: #a00 } .source { color: #555; font-size: 9pt }
  .sign { border: 1px solid #999; display: inline-block; width: 1em; height: 1em; vertical-align: middle }
`

export function upgradeHtml(plan: Plan): string {
  const { title, installation, scenario, versions, digest, facts, steps, leftOut } = upgradeSheet(plan)
  const row = (cells: readonly string[], tag = 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${markupText(cell)}</${tag}>`).join('')}</tr>`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${markupText(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${markupText(title)}</h1>
<p>${markupText(`${installation}, ${scenario}, ${versions}; plan ${digest.slice(0, 12)}`)}</p>
<h2>Facts</h2>
<table>
${row(['fact', 'value', 'from'], 'th')}
${facts.map(({ name, value, from }) => row([name, value, from])).join('\n')}
</table>
<h2>Steps</h2>
<p>In this order. What is marked IRREVERSIBLE cannot be taken back. When a step fails, stop there.</p>
${steps.map(section).join('\n')}
${leftOut.length === 0 ? '' : `<h2>Left out</h2>\n<ul>${leftOut.map((text) => `<li>${markupText(text)}</li>`).join('')}</ul>`}
</body>
</html>
`
}

function section({ number, title, id, who, source, irreversible, where, command, lines }: SheetStep): string {
  return `<section${irreversible ? ' class="irreversible"' : ''}>
<h3>${number}. ${markupText(title)}</h3>
<p><span class="sign"></span> done by ______________ at ______________ (${markupText(who)}; ${markupText(where)})</p>
${command === undefined ? '' : `<p>Type into the ${markupText(command.shell)}:</p>\n<pre>${markupText(command.line)}</pre>`}
<ul>${lines.map((line) => `<li>${markupText(line)}</li>`).join('')}</ul>
<p class="source">${markupText(`${id}; ${source}`)}</p>
</section>`
}
