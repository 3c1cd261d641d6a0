/** Runbooks as people write them: what is wrong is told with line, column and what may have been meant. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatPlace } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { kinds } from '../../src/resource/kinds.ts'
import { syncs } from '../../src/resource/syncs.ts'
import { loadRunbook } from '../../src/runbook/load-runbook.ts'
import { parseRunbook } from '../../src/runbook/parse-runbook.ts'
import { shippedRunbook } from '../plan/small-world.ts'
import { shippedText } from '../plan/runbooks.ts'

const head = 'formatVersion: 1\nname: mine\ntitle: Mine\nsource: me\n'
const step = (...lines: string[]) =>
  `  - id: a\n    title: A\n    source: me\n${lines.map((line) => `    ${line}\n`).join('')}`
const withSteps = (...steps: string[]) => `${head}steps:\n${steps.join('')}`

/** `file:line:column code: message | hint` of each problem. */
function problems(text: string): string[] {
  try {
    parseRunbook(text, 'my.yaml')
  } catch (error) {
    if (!(error instanceof OnboardError) || error.kind !== 'invalid-input') throw error
    return error.diagnostics.map(
      ({ code, message, hint, at }) =>
        `${at === undefined ? '?' : formatPlace(at)} ${code}: ${message}${hint === undefined ? '' : ` | ${hint}`}`,
    )
  }
  return []
}

describe('the shipped runbook', () => {
  it('loads, and ensures every kind and every synchronisation there is', () => {
    const { name, steps, file } = shippedRunbook
    expect([name, file.endsWith('add-offers.yaml')]).toEqual(['add-offers', true])
    const has = (key: string) =>
      new Set(steps.flatMap((entry) => (key in entry ? [(entry as unknown as Record<string, unknown>)[key]] : [])))
    expect(has('ensure')).toEqual(new Set(kinds.map((kind) => kind.name)))
    expect(has('sync')).toEqual(new Set(syncs.map((sync) => sync.name)))
    for (const { source, title } of steps) expect(source && title).not.toBe('')
  })

  it('tells the procedure in the order of the KB', () => {
    expect(shippedRunbook.steps.map(({ id }) => id)).toEqual([
      'license-types',
      'addon-types',
      'addon-parents',
      'license-resource-types',
      'addon-resource-types',
      'resource-categories',
      'resource-units',
      'service-template',
      'service-plans',
      'upgrade-paths',
      'sales-categories',
      'compatibility-checker',
      'template-sync',
      'plan-sync',
      'store-sync',
      'reseller-templates',
      'reseller-plans',
      'delegation',
      'reseller-sync',
      'delegated-paths',
      'reseller-confirmation',
      'reseller-checker',
      'verify',
    ])
  })

  it('is the same with Windows line breaks', () => {
    const { steps } = parseRunbook(shippedText.replaceAll('\n', '\r\n'), 'x')
    expect(steps).toEqual(shippedRunbook.steps)
  })
})

const kindNames = kinds.map(({ name }) => `"${name}"`).join('|')
const syncNames = syncs.map(({ name }) => `"${name}"`).join('|')
const manual = ['manual: { where: here, lines: [do] }', 'after: [service-plan]']

describe('what is wrong is told with its place:', () => {
  it.each<[string, string, string[]]>([
    [
      'a misspelt key at the top',
      withSteps(step('ensure: license-type')).replace('title: Mine', 'titel: Mine'),
      [
        '1:1 runbook/invalid: Missing key "title".',
        '3:1 runbook/invalid: Unknown key "titel". | Did you mean "title"?',
      ],
    ],
    [
      'a misspelt key of a step',
      withSteps(step('ensure: license-type', 'whcih: new')),
      ['10:5 runbook/invalid: Unknown key "whcih". | Did you mean "which"?'],
    ],
    [
      'a misspelt key inside a step',
      withSteps(step('manual:', '  where: here', '  line: [do]', 'after: [service-plan]')),
      [
        '10:7 runbook/invalid: Missing key "manual.lines".',
        '11:7 runbook/invalid: Unknown key "line" in manual. | Did you mean "lines"?',
      ],
    ],
    [
      'a key of another type of step',
      withSteps(step('ensure: license-type', 'resellers: true')),
      ['10:5 runbook/invalid: Unknown key "resellers". | Known here: id, title, source, ensure, which, offers.'],
    ],
    [
      'an unknown kind',
      withSteps(step('ensure: licence-type')),
      [`9:13 runbook/invalid: ensure: Invalid option: expected one of ${kindNames}. | Did you mean "license-type"?`],
    ],
    [
      'an unknown kind in a list',
      withSteps(step(...manual).replace('[service-plan]', '[service-template, plan]')),
      [`10:31 runbook/invalid: after.1: Invalid option: expected one of ${kindNames}.`],
    ],
    [
      'an unknown synchronisation',
      withSteps(step('sync: stor-sync')),
      [`9:11 runbook/invalid: sync: Invalid option: expected one of ${syncNames}. | Did you mean "store-sync"?`],
    ],
    [
      'a missing id',
      withSteps('  - title: A\n    source: me\n    ensure: license-type\n'),
      ['6:5 runbook/invalid: Missing key "id".'],
    ],
    [
      'a missing title',
      withSteps('  - id: a\n    source: me\n    ensure: license-type\n'),
      ['6:5 runbook/invalid: Missing key "title".'],
    ],
    [
      'an id with a blank',
      withSteps(step('ensure: license-type').replace('id: a', 'id: a b')),
      ['6:9 runbook/invalid: id: an id is lower-case words joined by "-".'],
    ],
    [
      'two steps of one id',
      withSteps(step('ensure: license-type'), step('ensure: addon-type')),
      ['10:9 runbook/duplicate-step: Two steps have the id "a". | Give each step an id of its own.'],
    ],
    [
      'a misspelt type of step',
      withSteps(step('enusre: license-type')),
      [
        '6:5 runbook/no-step-type: Step "a" does not say what it does. | A step has one of the keys ensure, sync, manual, deploy, check. Did you mean "ensure"?',
      ],
    ],
    [
      'no type of step',
      withSteps(step()),
      [
        '6:5 runbook/no-step-type: Step "a" does not say what it does. | A step has one of the keys ensure, sync, manual, deploy, check.',
      ],
    ],
    [
      'two types of step',
      withSteps(step('check: as-planned', 'ensure: license-type')),
      ['9:5 runbook/invalid: Unknown key "check". | Known here: id, title, source, ensure, which, offers.'],
    ],
    [
      'a value of another type',
      withSteps(step('manual: click', 'after: [service-plan]')),
      ['9:13 runbook/invalid: manual: Invalid input: expected object, received string.'],
    ],
    [
      'a value that is none of the choices',
      withSteps(step('ensure: addon-type', 'which: old')),
      ['10:12 runbook/invalid: which: Invalid option: expected one of "new"|"existing".'],
    ],
    [
      'a version that is none',
      withSteps(step(...manual, 'applicationBelow: eighteen')),
      ['11:23 runbook/invalid: applicationBelow: a version is numbers joined by ".".'],
    ],
    [
      'a version that YAML takes for a number',
      withSteps(step(...manual, 'applicationBelow: 18.3')),
      [
        '11:23 runbook/invalid: applicationBelow: Invalid input: expected string, received number. | Put it in quotes: YAML takes it for a number.',
      ],
    ],
    [
      'another format',
      withSteps(step('check: as-planned')).replace('formatVersion: 1', 'formatVersion: 2'),
      ['1:16 runbook/invalid: formatVersion: Invalid input: expected 1.'],
    ],
    ['no steps', `${head}steps: []\n`, ['5:8 runbook/invalid: steps: Too small: expected array to have >=1 items.']],
    [
      'a step that is a word',
      `${head}steps:\n  - ensure\n`,
      ['6:5 runbook/invalid: steps.0: Invalid input: expected object, received string.'],
    ],
    [
      'several problems, all of them',
      withSteps(step('ensure: addon-type', 'which: x', 'offer: y'), step('sync: y').replace('id: a', 'id: b')),
      [
        '10:12 runbook/invalid: which: Invalid option: expected one of "new"|"existing".',
        '11:5 runbook/invalid: Unknown key "offer". | Did you mean "offers"?',
        `15:11 runbook/invalid: sync: Invalid option: expected one of ${syncNames}.`,
      ],
    ],
    ['a list', '- a\n- b\n', ['1:1 runbook/invalid: Invalid input: expected object, received array.']],
    ['an open quote', `${head}steps:\n  - id: "a\n`, ['7:1 yaml/syntax: Missing closing "quote']],
    [
      'a bad indentation',
      `${head}steps:\n  - id: a\n   title: A\n`,
      ['7:1 yaml/syntax: Sequence item without - indicator'],
    ],
    [
      'a key twice',
      withSteps(step('ensure: license-type', 'ensure: addon-type')),
      ['10:5 yaml/syntax: Map keys must be unique'],
    ],
    [
      'two documents',
      `${head}---\n${head}`,
      ['5:1 yaml/syntax: Only one document is accepted here, without "---" inside.'],
    ],
    [
      'an alias',
      withSteps(step('ensure: &kind license-type'), step('ensure: *kind')),
      ['13:13 yaml/alias: The alias *kind is not accepted here. | Write the value out where the alias stands.'],
    ],
    [
      'deep nesting',
      `${head}steps: ${'['.repeat(60)}${']'.repeat(60)}\n`,
      ['5:57 yaml/too-deep: Nested more than 50 levels deep.'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(problems(text)).toEqual(expected.map((line) => `my.yaml:${line}`))
  })

  it('an empty file has no place', () => {
    expect(problems('')).toEqual(['my.yaml runbook/invalid: Invalid input: expected object, received null.'])
  })
})

describe('a file', () => {
  it('is read with its name, and counts its problems', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-'))
    try {
      const file = join(folder, 'mine.yaml')
      await writeFile(file, shippedText)
      expect((await loadRunbook(file)).file).toBe(file)
      await writeFile(file, withSteps(step('ensure: a', 'which: b')))
      await expect(loadRunbook(file)).rejects.toMatchObject({
        code: 'runbook/invalid',
        message: `${file} has 2 problems.`,
      })
      await writeFile(file, `# ${'x'.repeat(1_000_001)}`)
      await expect(loadRunbook(file)).rejects.toMatchObject({ code: 'runbook/unreadable' })
      await expect(loadRunbook(join(folder, 'none.yaml'))).rejects.toMatchObject({
        kind: 'invalid-input',
        code: 'runbook/unreadable',
        hint: expect.stringContaining('runbook list') as string,
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
