/** The catalog commands as people and scripts meet them: the built program, exit codes, clean JSON, bad input. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogWriters } from '../../src/catalog/write-catalog.ts'
import { writableFormats } from '../../src/catalog/writable-formats.ts'
import { cells, guid, matrix } from '../catalog/matrix-file.ts'
import { priceCsv, priceRow } from '../catalog/price-file.ts'
import { businessPremium, cli, type Ended, newFolder, phoneSystem } from '../e2e/rig.ts'
import { typed } from '../e2e/typed.ts'

const hostile = "=cmd|' /C calc'!A0 \u001b[2J\u009b31m\u202egnp.exe <b>x</b> [y](http://z) `q`"

/** Everything that may go to a terminal: no control characters, nothing that turns text around. */
// eslint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

async function fileOf(text: string, name = 'catalog.csv'): Promise<{ file: string; cwd: string }> {
  const cwd = await newFolder()
  const file = join(cwd, name)
  await writeFile(file, text)
  return { file, cwd }
}

function json(ended: Ended): unknown {
  return JSON.parse(ended.stdout)
}

describe('the built program', () => {
  it.concurrent('validates: dirty but usable is 0, unusable is 3 with JSON and nothing else', async () => {
    const dirty = matrix(cells(1), cells(1), cells(2, { 'Provisioning ID': '' }), cells(3, { 'Depends On': guid(99) }))
    const good = await fileOf(dirty)
    const fine = await cli(['catalog', 'validate', good.file, '--json'], good)
    expect([fine.code, fine.stderr]).toEqual([0, ''])
    expect(json(fine)).toMatchObject({
      files: [good.file],
      counts: {
        errors: 0,
        warnings: 2,
        byCode: {
          'catalog/repeated-offer': 1,
          'catalog/no-provisioning-id': 1,
          'graph/no-usable-parent': 1,
          'graph/unresolved-parents': 1,
        },
      },
    })
    const bad = await fileOf(matrix(cells(1, { 'Min Seat Count': 'few' })))
    const refused = await cli(['catalog', 'validate', bad.file, '--json'], bad)
    expect(refused.code).toBe(3)
    expect(json(refused)).toMatchObject({
      diagnostics: [{ severity: 'error', code: 'catalog/bad-number', at: { file: bad.file, line: 2 } }],
      counts: { errors: 1 },
    })
    const text = await cli(['catalog', 'validate', bad.file], bad)
    expect(text.code).toBe(3)
    expect(text.stdout).toMatch(/catalog\.csv:2.*\n[\s\S]*→[\s\S]*catalog\/bad-number[\s\S]*cannot be used; 1 error/)
  })

  it.concurrent('compares: 0 for the same, 2 for a change, 64 for one catalog too few or too many', async () => {
    const cwd = await newFolder()
    const run = (...args: string[]) => cli(['catalog', 'diff', ...args], { cwd })
    expect((await run(phoneSystem, phoneSystem)).code).toBe(0)
    const changed = await run(businessPremium, `${businessPremium},${phoneSystem}`, '--json')
    expect([changed.code, changed.stderr]).toEqual([2, ''])
    expect(json(changed)).toMatchObject({ summary: { added: 4, removed: 0, changed: 0 } })
    for (const args of [
      [phoneSystem],
      [phoneSystem, phoneSystem, '--installed'],
      [phoneSystem, phoneSystem, '--json', '--markdown'],
    ])
      expect((await run(...args)).code).toBe(64)
    expect((await run(phoneSystem, join(cwd, 'absent.csv'))).code).toBe(3)
  })

  it.concurrent('prints the command that onboards what is new, and that command works', async () => {
    const cwd = await newFolder()
    const plan = await cli(['catalog', 'diff', businessPremium, phoneSystem, '--plan'], { cwd })
    expect(plan.code).toBe(2)
    const words = plan.stdout.trim().split(' ')
    expect(words.slice(0, 3)).toEqual(['o365-onboard', 'add-offers', phoneSystem])
    expect(words.filter((word) => word === '--offer')).toHaveLength(4)
    const dry = await cli([...words.slice(1), '--simulate', '--dry-run', '--json'], { cwd })
    expect(dry.code).toBe(0)
    expect(json(dry)).toMatchObject({ summary: { create: expect.any(Number) as number } })
  })

  it.concurrent('converts with clean output, and tells on stderr what is lost', async () => {
    const cwd = await newFolder()
    const ended = await cli(['catalog', 'convert', businessPremium, '--to', 'custom-license-types'], { cwd })
    expect(ended.code).toBe(0)
    expect(ended.stderr).toContain('The form does not hold: ')
    await writeFile(join(cwd, 'back.json'), ended.stdout)
    const back = await cli(['catalog', 'inspect', 'back.json', '--json'], { cwd })
    expect(json(back)).toMatchObject({ catalog: { offers: 5, addons: 3, trials: 1 } })
    expect((await cli(['catalog', 'convert', businessPremium, '--to', 'xml'], { cwd })).code).toBe(64)
    const lost = await cli(['catalog', 'convert', businessPremium, '--to', 'yaml', '--out', 'absent/x.yaml'], { cwd })
    expect([lost.code, lost.stdout]).toEqual([1, ''])
    expect(lost.stderr).toContain('absent/x.yaml cannot be written')
  })

  it.concurrent('draws, to standard output or a file whose name tells the format', async () => {
    const cwd = await newFolder()
    const mermaid = await cli(['catalog', 'graph', phoneSystem], { cwd })
    expect(mermaid).toMatchObject({ code: 0, stderr: expect.stringContaining('4 offers') as string })
    expect(mermaid.stdout).toContain('flowchart')
    expect((await cli(['catalog', 'graph', phoneSystem, '--out', 'x.svg'], { cwd })).code).toBe(0)
    expect(await readFile(join(cwd, 'x.svg'), 'utf8')).toMatch(/^<(\?xml|svg)/)
    const dot = await cli(['catalog', 'graph', phoneSystem, '--format', 'dot', '--offer', 'Phone System'], { cwd })
    expect(dot.stdout).toMatch(/^digraph/)
    const document = await cli(['catalog', 'graph', phoneSystem, '--json'], { cwd })
    expect(json(document)).toMatchObject({ nodes: { length: 4 }, edges: { length: 3 } })
    expect((await cli(['catalog', 'graph', phoneSystem, '--format', 'png'], { cwd })).code).toBe(64)
  })

  it.concurrent('answers an offer that is not there with the one that was meant', async () => {
    const cwd = await newFolder()
    const ended = await cli(['catalog', 'inspect', phoneSystem, '--offer', 'Phone Sistem', '--json'], { cwd })
    expect(ended.code).toBe(3)
    expect(json(ended)).toMatchObject({
      type: 'error',
      code: 'selection/unknown-offer',
      hint: 'Did you mean --offer "Phone System"?',
    })
  })
})

describe('text from outside', () => {
  const rows = matrix(
    cells(1, { 'Offer Display Name': hostile }),
    cells(2, { 'Depends On': guid(1), 'Offer Display Name': `@${hostile}` }),
    cells(3, { 'Provisioning ID': '', 'Offer Display Name': `+${hostile}|` }),
  )

  it('never reaches a terminal raw, whatever is asked', async () => {
    const { file, cwd } = await fileOf(rows)
    const { file: other } = await fileOf(
      matrix(cells(1), cells(3, { 'Offer Display Name': '\u001b[31mold' })),
      '\u001b[1m.csv',
    )
    const each = [
      ['validate', file],
      ['validate', file, '--all'],
      ['validate', other, '--all'],
      ['inspect', file],
      ['inspect', file, '--offer', guid(1)],
      ['inspect', file, '--offer', guid(2)],
      ['diff', other, file],
      ['diff', file, other],
      ['diff', other, file, '--all'],
      ['diff', other, file, '--markdown'],
      ['diff', other, file, '--plan'],
      ['diff', file, other, '--plan'],
      ...writableFormats.map((format) => ['convert', file, '--to', format]),
      ...['mermaid', 'dot', 'svg'].map((format) => ['graph', file, '--format', format]),
    ]
    for (const args of each) {
      const ended = await typed(['catalog', ...args], cwd, { width: 80 })
      expect(`${ended.stdout}${ended.stderr}`, args.join(' ')).not.toMatch(unsafe)
      expect([0, 2], args.join(' ')).toContain(ended.code)
    }
    for (const args of [
      ['validate', file],
      ['inspect', file, '--offer', guid(1)],
      ['diff', other, file],
      ['graph', file],
    ]) {
      const ended = await typed(['catalog', ...args, '--json'], cwd)
      expect(ended.stdout).not.toMatch(unsafe)
      expect(() => json(ended)).not.toThrow()
    }
  })

  it('is no formula in tables for spreadsheets, and no markup in Markdown', async () => {
    const { file, cwd } = await fileOf(rows)
    const { file: other } = await fileOf(matrix(cells(9)), 'other.csv')
    const { stdout } = await typed(['catalog', 'diff', other, file, '--markdown'], cwd)
    const table = stdout.split('\n').filter((line) => line.startsWith('| '))
    const starts = table.flatMap((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    expect(starts.filter((cell) => /^[=+\-@]/.test(cell) && cell !== '---')).toEqual([])
    expect(
      new Set(table.filter((line) => line.includes('calc')).map((line) => line.split(/(?<!\\)\|/).length)),
    ).toEqual(new Set([7]))
    expect(stdout).not.toMatch(/<b>|(?<!\\)\[y|https?:\/\//)
    const csv = await typed(['catalog', 'convert', file, '--to', 'offer-matrix'], cwd)
    expect(csv.stdout).not.toMatch(/(^|[\n,"])[=+@]/)
  })
})

it('knows every form that can be written', () => {
  expect([...writableFormats]).toEqual(catalogWriters.map(({ name }) => name))
})

it('says why a form is not written, before it reads anything', async () => {
  const cwd = await newFolder()
  const ended = await typed(['catalog', 'convert', 'absent.csv', '--to', 'partner-center'], cwd)
  expect(ended.code).toBe(64)
  expect(ended.stderr).toMatch(/partner-center is read only[\s\S]*made-up answer[\s\S]*offer-matrix/)
})

it('takes the currency of a price list that tells none from a flag or the configuration', async () => {
  const { file, cwd } = await fileOf(matrix(cells(1)))
  await writeFile(join(cwd, 'prices.csv'), priceCsv([priceRow(guid(1))]))
  const currencies = async (...flags: string[]) => {
    const ended = await typed(['catalog', 'inspect', file, join(cwd, 'prices.csv'), '--json', ...flags], cwd)
    return (json(ended) as { catalog: { currencies: string[] } }).catalog.currencies
  }
  expect(await currencies()).toEqual([])
  expect(await currencies('--currency', 'eur')).toEqual(['EUR'])
  const wrong = await typed(['catalog', 'inspect', file, '--currency', 'euro'], cwd)
  expect([wrong.code, wrong.stderr]).toEqual([64, expect.stringContaining('three letters')])
  const urls = 'operations: { url: http://x }\nbilling: { url: http://x }\naps: { url: http://x }\n'
  const policy = 'policy: { market: { priceCurrency: CHF } }\n'
  await writeFile(join(cwd, 'o365-onboard.yaml'), `formatVersion: 1\ninstallation: here\n${urls}${policy}`)
  expect(await currencies()).toEqual(['CHF'])
  expect(await currencies('--currency', 'EUR')).toEqual(['EUR'])
})

it('tells a price list that one side lacks in one line, and points into a file of one line', async () => {
  const { file, cwd } = await fileOf(matrix(...[1, 2, 3, 4, 5].map((number) => cells(number))))
  const prices = priceCsv([1, 2, 3, 4, 5].map((number) => priceRow(guid(number))))
  const [header = '', ...rows] = prices.trimEnd().split(/\r?\n/)
  const list = ['USD', 'EUR', 'CHF'].flatMap((currency) => rows.map((row) => `${row},${currency}`))
  await writeFile(join(cwd, 'prices.csv'), [`${header},Currency`, ...list, ''].join('\n'))
  const diff = await typed(['catalog', 'diff', file, `${file},${join(cwd, 'prices.csv')}`], cwd)
  expect(diff.stdout).toContain(
    'prices in CHF, EUR, USD: stated by the new catalog for 5 offers, by the old one for none',
  )
  const offers = [1, 2, 3].map((number) => ({ id: guid(number), name: `Offer ${number}`, isAddOn: false }))
  await writeFile(join(cwd, 'answer.json'), JSON.stringify({ items: offers }))
  const found = await typed(['catalog', 'validate', join(cwd, 'answer.json')], cwd)
  expect(found.stdout).toMatch(/others at column \d+, column \d+/)
})

it('takes the decisions of a configuration where there is one', async () => {
  const { file, cwd } = await fileOf(matrix(cells(1, { 'Provisioning ID': '' })))
  const lacks = async () => json(await typed(['catalog', 'inspect', file, '--offer', guid(1), '--json'], cwd))
  expect(await lacks()).toMatchObject({ lacks: [{ code: 'no-provisioning-id' }] })
  const urls = 'operations: { url: http://x }\nbilling: { url: http://x }\naps: { url: http://x }\n'
  const config = `formatVersion: 1\ninstallation: here\n${urls}provisioningIds: { ${guid(1)}: MINE }\n`
  await writeFile(join(cwd, 'o365-onboard.yaml'), config)
  expect(await lacks()).toMatchObject({ lacks: [], offer: { provisioningId: 'MINE' } })
})
