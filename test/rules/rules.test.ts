/** The table of rules says what is so: each named file, code and test is there. `npm run readme` writes docs/rules.md anew. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { explainedCodes } from '../../src/explain/explain.ts'
import { invariants } from './invariants.ts'
import { painPoints } from './pain-points.ts'
import type { RuleRow } from './rule-row.ts'

const ruleTable = [...invariants, ...painPoints]

const root = new URL('../../', import.meta.url)
const document = new URL('docs/rules.md', root)

const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)

it('has every rule and every pain point once, in order', () => {
  expect(ruleTable.map(({ id }) => id)).toEqual([...numbered('I', 20), ...numbered('P', 27)])
})

it.each(ruleTable)(
  '$id: what handles it, what is said of it and what shows it are there',
  ({ files, codes = [], tests, handled }) => {
    for (const file of files) expect(existsSync(new URL(file, root)), file).toBe(true)
    expect(codes.filter((code) => !explainedCodes.includes(code))).toEqual([])
    for (const [file, title] of tests) {
      const text = readFileSync(new URL(`test/${file}`, root), 'utf8').replaceAll("\\'", "'")
      const titles = [
        ...text.matchAll(/\b(?:it|describe)(?:\.\w+)*(?:<[^(]*>)?(?:\([^)]*\))?\(\s*(['"`])([\s\S]*?)\1\s*,/g),
      ]
      expect(
        titles.some(([, , found = '']) => found.startsWith(title)) || text.includes(`'${title}`),
        `${file} › ${title}`,
      ).toBe(true)
    }
    // Whatever is handled is shown; whatever is not says why.
    expect(tests.length > 0).toBe(files.length > 0)
    if (files.length === 0) expect(handled).toMatch(/^Not here: /)
  },
)

it('names with each code a test that sees it', () => {
  const seen = (code: string, { tests }: RuleRow): boolean =>
    tests.some(([file]) => readFileSync(new URL(`test/${file}`, root), 'utf8').includes(code.split('/')[1] ?? code))
  const unseen = ruleTable.flatMap((row) =>
    (row.codes ?? []).filter((code) => !seen(code, row)).map((code) => `${row.id} ${code}`),
  )
  expect(unseen).toEqual([])
})

it('is the document that the README links', () => {
  const text = [
    '# Rules and pain points',
    '',
    'Where each rule of the domain (I) and each thing known to go wrong (P) is handled, and the test that shows it. Made by',
    '`npm run readme` from the lists in `test/rules`; a test checks that every file, code and test named here exists.',
    '',
    '| | rule, or what goes wrong | what this program does | in | says | shown by, in `test/` |',
    '| --- | --- | --- | --- | --- | --- |',
    ...ruleTable.map(line),
    '',
  ].join('\n')
  if (process.env['UPDATE_README'] === '1') writeFileSync(document, text)
  else expect(readFileSync(document, 'utf8'), 'stale: type npm run readme').toBe(text)
})

function line({ id, says, handled, files, codes = [], tests }: RuleRow): string {
  const list = (items: readonly string[]): string => items.map((item) => `\`${item}\``).join('<br>')
  const shown = tests.map(([file, title]) => `\`${file}\` › ${title}`).join('<br>')
  return `| ${[id, says, handled, list(files), list(codes), shown].join(' | ')} |`
}
