/** The runbooks of the upgrades: every item of the document is in them, and what is wrong in a part is told with its place. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatPlace } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import { usedFacts } from '../../src/plan/upgrade/used-facts.ts'
import { noAnswers } from '../../src/runbook/facts/answers.ts'
import { facts } from '../../src/runbook/facts/facts.ts'
import { KnownFacts } from '../../src/runbook/facts/known-facts.ts'
import { loadRunbook, loadUpgradeRunbook } from '../../src/runbook/load-runbook.ts'
import { parseRunbook, type Fragments } from '../../src/runbook/parse-runbook.ts'
import { choosePath, loadUpgradePaths } from '../../src/runbook/upgrade-paths.ts'
import { placesOf } from './places.ts'

const folder = join(packageRoot, 'runbooks')
const items = (step: number, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${step}.${index + 1}`)
const notes = ['prerequisites', 'note 1', 'note 2', 'note 3', 'note 4', 'note 5']

/** Everything that the document numbers, notes or warns of, by its overview's numbers. */
const document: Record<string, string[]> = {
  s66: [
    ...notes,
    ...[items(1, 8), items(2, 13), items(3, 2), items(4, 2), items(5, 7), items(6, 5), items(7, 2), items(9, 6)].flat(),
    ...['5 note 1', '5 note 2', '6 note 1', '6 note 2', '8', '8 effect 1', '8 effect 2', '8 effect 3'],
    ...['9 note 1', '9 note 2', '10 create', '10 add', '11', '12', '13'],
  ],
  c66: [
    ...notes,
    ...[items(1, 13), items(2, 2), items(3, 2), items(4, 8), items(5, 5), items(6, 2), items(8, 6)].flat(),
    ...['4 note 1', '5 note 1', '5 note 2', '7', '7 effect 1', '7 effect 2', '7 effect 3'],
    ...['8 note 1', '8 note 2', '9 create', '9 add', '10', '11', '12'],
  ],
  s83: [
    ...notes,
    ...[items(1, 8), items(2, 13), items(3, 2), items(4, 7), items(5, 2)].flat(),
    ...['4 note 1', '4 note 2', '6'],
  ],
  c83: [...notes, ...[items(1, 13), items(2, 2), items(3, 8), items(4, 2)].flat(), '3 note 1', '5'],
  r1: ['the condition', '1', '2', '3', '4'],
}

describe('the document', () => {
  it.each([
    ['upgrade-16-6-syndication', 's66'],
    ['upgrade-16-6-csp', 'c66'],
    ['upgrade-16-8-3-syndication', 's83'],
    ['upgrade-16-8-3-csp', 'c83'],
    ['upgrade-recovery', 'r1'],
  ])('is covered by %s, item by item and no other', async (name, key) => {
    const runbook = await loadUpgradeRunbook(join(folder, `${name}.yaml`))
    expect([runbook.name, runbook.document]).toEqual([name, key])
    const used = usedFacts(runbook, new KnownFacts(noAnswers, {}, runbook.scenario ?? 'csp'))
    const collected = facts.filter((fact) => used.has(fact.name)).map(({ places }) => places?.[key] ?? '')
    const found = new Set([...runbook.steps.map(({ places }) => places?.[key] ?? ''), ...collected].flatMap(placesOf))
    expect([...found].sort()).toEqual([...(document[key] ?? [])].sort())
  })

  it('names its place as the source of every step', async () => {
    const { steps } = await loadUpgradeRunbook(join(folder, 'upgrade-16-6-csp.yaml'))
    expect(steps.find(({ id }) => id === 'csp-agent-by-hand')?.source).toBe(
      'Release Notes of 16.8.4, from 16.6.x, Cloud Solution Provider: 4.5',
    )
    expect(steps.filter(({ source }) => source === '')).toEqual([])
  })

  it('has its own steps only: the agent in CSP, dispatcher, certificate and trial checker in syndication', async () => {
    const ids = async (name: string) => (await loadUpgradeRunbook(join(folder, name))).steps.map(({ id }) => id)
    const [csp, syndication] = [await ids('upgrade-16-6-csp.yaml'), await ids('upgrade-16-6-syndication.yaml')]
    const only = (a: string[], b: string[]) => a.filter((id) => !b.includes(id))
    expect(only(csp, syndication)).toEqual(['csp-agent-by-hand', 'csp-agent', 'endpoint-setup-csp', 'new-offers'])
    expect(only(syndication, csp)).toEqual([
      'dispatcher-resolves',
      'dispatcher-site',
      'microsoft-certificate',
      'endpoint-setup',
      'trial-checker',
    ])
  })

  it('has the exact words of the offers that follow', async () => {
    const { steps } = await loadUpgradeRunbook(join(folder, 'upgrade-16-6-csp.yaml'))
    const text = JSON.stringify(steps.find(({ id }) => id === 'new-offers'))
    expect(text.match(/--offer/g)).toHaveLength(8)
  })

  it('has no fragment that nobody includes', async () => {
    const texts = await Promise.all(
      (await readdir(folder)).filter((name) => name.startsWith('upgrade-')).map((name) => loadText(name)),
    )
    for (const name of await readdir(join(folder, 'fragments'))) expect(texts.join('')).toContain(`fragments/${name}`)
  })
})

function loadText(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8')
}

describe('the paths', () => {
  it('each have a source and a runbook that fits', async () => {
    const paths = await loadUpgradePaths(join(folder, 'upgrade-paths.yaml'))
    for (const path of paths) {
      const runbook = await loadUpgradeRunbook(join(folder, `${path.runbook}.yaml`))
      expect(runbook.scenario).toBe(path.scenario)
      expect(path.source).toMatch(/^Release Notes of 16\.8\.4, "Upgrade Procedure \(From Version /)
      expect(choosePath(paths, path.from, path.scenario)).toBe(path)
    }
    expect(paths).toHaveLength(4)
  })

  it('are refused with their place where somebody broke them', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'paths-'))
    try {
      const file = join(broken, 'paths.yaml')
      await writeFile(file, 'formatVersion: 1\npaths:\n  - from: 16.6\n')
      const error: unknown = await loadUpgradePaths(file).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'upgrade/paths-invalid' })
      expect((error as OnboardError).diagnostics[0]?.at).toMatchObject({ line: 3 })
    } finally {
      await rm(broken, { recursive: true })
    }
  })
})

const head = 'formatVersion: 1\nname: mine\ntitle: Mine\nsource: me\nbrings: upgrade\ndocument: s66\n'
const include = `${head}steps:\n  - include: part.yaml\n`
const step = (...lines: string[]) =>
  `  - id: a\n    title: A\n    who: me\n${lines.map((line) => `    ${line}\n`).join('')}`

function problems(text: string, part?: string): string[] {
  const fragments: Fragments = new Map(
    part === undefined ? [] : [['part.yaml', { text: part, file: 'parts/part.yaml' }]],
  )
  try {
    parseRunbook(text, 'my.yaml', fragments)
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return error.diagnostics.map(
      ({ at, code, message }) => `${at === undefined ? '?' : formatPlace(at)} ${code}: ${message}`,
    )
  }
  return []
}

describe('what is wrong is told with its place:', () => {
  it.each<[string, string, string | undefined, string[]]>([
    ['nothing', include, `steps:\n${step('wait: tasks-processed')}`, []],
    [
      'no fragment',
      include,
      undefined,
      ['my.yaml:8:14 runbook/no-fragment: There is no fragment part.yaml that can be read.'],
    ],
    [
      'a key in a fragment',
      include,
      `steps:\n${step('wait: tasks-processed', 'whoo: x')}`,
      ['parts/part.yaml:6:5 runbook/invalid: Unknown key "whoo".'],
    ],
    [
      'a fragment in a fragment',
      include,
      'steps:\n  - include: other.yaml\n',
      ['parts/part.yaml:2:5 runbook/no-step-type: Step "undefined" does not say what it does.'],
    ],
    [
      'a fragment that is none',
      include,
      'stepz: []\n',
      [
        'parts/part.yaml:1:1 runbook/invalid: Missing key "steps".',
        'parts/part.yaml:1:1 runbook/invalid: Unknown key "stepz".',
      ],
    ],
    [
      'an id in two fragments',
      `${include}  - id: a\n    title: A\n    who: me\n    wait: tasks-processed\n`,
      `steps:\n${step('wait: tasks-processed')}`,
      ['my.yaml:9:9 runbook/duplicate-step: Two steps have the id "a".'],
    ],
    [
      'a fact that nobody knows',
      include,
      `steps:\n${step("manual: { where: 'at {gatway.site}', lines: [x] }")}`,
      ['parts/part.yaml:5:22 runbook/unknown-fact: There is no fact "gatway.site".'],
    ],
    [
      'a fact without telling whose',
      include,
      `steps:\n${step("manual: { where: here, lines: ['{gateway.site}'] }")}`,
      ['parts/part.yaml:5:36 runbook/unknown-fact: Whose "gateway.site" is meant?'],
    ],
    [
      'a condition on a fact that nobody knows',
      include,
      `steps:\n${step('wait: tasks-processed', 'if: nothing')}`,
      ['parts/part.yaml:6:9 runbook/unknown-fact: There is no fact "nothing".'],
    ],
    [
      'a step of another kind of runbook',
      `${head}steps:\n  - id: a\n    title: A\n    source: me\n    ensure: license-type\n`,
      undefined,
      ['my.yaml:8:5 runbook/no-step-type: Step "a" does not say what it does.'],
    ],
    [
      'no document',
      include.replace('document: s66\n', ''),
      `steps:\n${step('wait: tasks-processed')}`,
      ['my.yaml:5:1 runbook/invalid: Missing key "document".'],
    ],
    [
      'a document of what upgrades nothing',
      `${head.replace('brings: upgrade\n', '')}steps:\n  - id: a\n    title: A\n    source: me\n    ensure: license-type\n`,
      undefined,
      ['my.yaml:5:1 runbook/invalid: Unknown key "document" of a runbook that upgrades nothing.'],
    ],
  ])('%s', (_title, text, part, expected) => {
    expect(problems(text, part)).toEqual(expected)
  })
})

it('a copy of a runbook elsewhere still finds its fragments, and its own ones first', async () => {
  const copies = await mkdtemp(join(tmpdir(), 'runbooks-'))
  try {
    const file = join(copies, 'mine.yaml')
    await writeFile(file, await loadText('upgrade-16-8-3-csp.yaml'))
    const shipped = await loadRunbook(join(folder, 'upgrade-16-8-3-csp.yaml'))
    expect((await loadRunbook(file)).steps).toEqual(shipped.steps)
    await mkdir(join(copies, 'fragments'))
    await writeFile(join(copies, 'fragments', 'start.yaml'), `steps:\n${step('wait: tasks-processed')}`)
    expect((await loadRunbook(file)).steps.at(-1)?.id).toBe('a')
  } finally {
    await rm(copies, { recursive: true })
  }
})
