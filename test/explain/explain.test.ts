/** Every code in the source has its explanation, and no explanation is for a code that nobody says. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { explain } from '../../src/cli/commands/explain.ts'
import { explainedCodes, explanationOf } from '../../src/explain/explain.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import { safetyRuleNames } from '../../src/resource/safety-rule-names.ts'

const src = join(packageRoot, 'src')
const families = new Set(explainedCodes.map((code) => code.split('/')[0]))

/** Everything in quotes that looks like a code of a family that is known. */
function codesInSource(): Set<string> {
  const found = new Set(safetyRuleNames.map((name) => `safety/${name}`))
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith('explain/')) continue
    for (const [, code = ''] of readFileSync(join(src, file), 'utf8').matchAll(/'([a-z]+\/[a-z0-9-]+)'/g)) {
      if (families.has(code.split('/')[0])) found.add(code)
    }
  }
  return found
}

it('explains every code that the source can say, and no other', () => {
  expect([...codesInSource()].sort()).toEqual([...explainedCodes])
})

it('no family of codes is forgotten', () => {
  const texts = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(src, file), 'utf8'))
  const said = texts.flatMap((text) =>
    [...text.matchAll(/\bcode: (?:\w+ \? )?'([a-z]+)\/[a-z0-9-]+'/g)].map((m) => m[1]),
  )
  expect([...new Set(said)].filter((family) => !families.has(family))).toEqual([])
})

it('says what each means, where it comes from and what to do', () => {
  for (const code of explainedCodes) {
    const { means = '', cause = '', do: resolution = '' } = explanationOf(code) ?? {}
    for (const text of [means, cause, resolution]) {
      expect(text.length, code).toBeGreaterThan(5)
      expect(text, code).not.toMatch(/\s{2}|undefined/)
    }
  }
})

it('is printed by the command; a wrong code is told the next one', () => {
  let printed = ''
  const context = { stdout: (text: string) => (printed += text), width: 80 } as never
  expect(explain('oa/unauthorized', {}, context)).toBe(0)
  expect(printed).toMatch(/^oa\/unauthorized\nMeans: {2}OA does not take/)
  expect(() => explain('oa/unauthorised', {}, context)).toThrow(
    expect.objectContaining({
      code: 'explain/unknown-code',
      hint: 'Did you mean: o365-onboard explain oa/unauthorized',
    }) as Error,
  )
  expect(explanationOf('constructor')).toBeUndefined()
})
