import { describe, expect, it } from 'vitest'
import { cells, guid, matrix } from './matrix-file.ts'
import { loadFiles, offerOf, told, type Outcome } from './loaded-files.ts'

const yaml = (...lines: string[]): string => ['formatVersion: 1', 'offers:', ...lines, ''].join('\n')
const tells = ({ findings }: Outcome): string[] => findings.map(told)

async function corrected(...lines: string[]): Promise<Outcome> {
  return loadFiles({ 'm.csv': matrix(cells(1), cells(2, { 'Depends On': guid(1) })), 'site.yaml': yaml(...lines) })
}

describe('corrections', () => {
  it('win over the files, and each says where it stands', async () => {
    const outcome = await corrected(
      '  # The name that our customers know',
      `  - id: "${guid(1).toUpperCase()}"`,
      '    name: Our name',
      '    provisioningId: O365_OURS',
      '    maxSeats: null',
      '    prices:',
      '      - { currency: USD, erpPrice: "12.5" }',
    )
    expect(outcome.findings).toEqual([])
    expect(offerOf(outcome, guid(1))).toMatchObject({
      name: 'Our name',
      provisioningId: 'O365_OURS',
      minSeats: 1,
      maxSeats: undefined,
      prices: [{ currency: 'USD', listPrice: undefined, erpPrice: '12.50' }],
      at: { file: 'm.csv', line: 2 },
      origins: {
        name: { file: 'site.yaml', line: 5, column: 11 },
        provisioningId: { file: 'site.yaml', line: 6 },
        maxSeats: { file: 'site.yaml', line: 7 },
      },
    })
  })

  it('parents decide about the kind, here too', async () => {
    const outcome = await corrected(
      `  - id: "${guid(2)}"`,
      '    parents: []',
      `  - id: "${guid(1)}"`,
      `    parents: ["${guid(2)}"]`,
    )
    expect(outcome.offers?.map(({ kind }) => kind)).toEqual(['addon', 'license'])
  })

  it('settle a contradiction between other files', async () => {
    const files = { 'a.csv': matrix(cells(1)), 'b.csv': matrix(cells(1, { 'Max Seat Count': '25' })) }
    expect(tells(await loadFiles(files))).toEqual(['error catalog/duplicate-offer b.csv:2'])
    const outcome = await loadFiles({ ...files, 'c.yaml': yaml(`  - id: "${guid(1)}"`, '    maxSeats: 25') })
    expect(offerOf(outcome, guid(1)).maxSeats).toBe(25)
  })

  it('add an offer that has a name and a kind', async () => {
    const outcome = await corrected(`  - id: "${guid(3)}"`, '    name: Ours', '    kind: license')
    expect(tells(outcome)).toEqual(['info catalog/added-offer site.yaml:3'])
    expect(offerOf(outcome, guid(3))).toMatchObject({ name: 'Ours', at: { file: 'site.yaml', line: 3 } })
  })

  it.each<[string, string[], string]>([
    [
      'an unknown offer',
      [`  - id: "${guid(9)}"`, '    maxSeats: 5'],
      'warning catalog/correction-unknown-offer site.yaml:3',
    ],
    [
      'two that differ',
      [`  - id: "${guid(1)}"`, '    maxSeats: 5', `  - id: "${guid(1)}"`, '    maxSeats: 6'],
      'error catalog/correction-conflict site.yaml:6',
    ],
    ['a number as an id', ['  - id: 12', '    maxSeats: 5'], 'error catalog/bad-yaml site.yaml:3'],
    ['no id', ['  - maxSeats: 5'], 'error catalog/bad-yaml site.yaml:3'],
    ['an id that is none', ['  - id: E3', '    maxSeats: 5'], 'error catalog/bad-offer-id site.yaml:3'],
    ['a misspelt field', [`  - id: "${guid(1)}"`, '    maxSeat: 5'], 'error catalog/bad-yaml site.yaml:4'],
    [
      'a price as a number',
      [`  - id: "${guid(1)}"`, '    prices: [{ currency: USD, erpPrice: 5.1 }]'],
      'error catalog/bad-yaml site.yaml:4',
    ],
    ['a date that is none', [`  - id: "${guid(1)}"`, '    validTo: 2019-02-31'], 'error catalog/bad-yaml site.yaml:4'],
    ['a bad parent', [`  - id: "${guid(1)}"`, '    parents: [E3]'], 'error catalog/bad-reference site.yaml:4'],
    [
      'itself as parent',
      [`  - id: "${guid(1)}"`, `    parents: ["${guid(1)}"]`],
      'error catalog/self-reference site.yaml:4',
    ],
    [
      'a licence with parents',
      [`  - id: "${guid(1)}"`, '    kind: license', `    parents: ["${guid(2)}"]`],
      'error catalog/kind-disagrees site.yaml:4',
    ],
    ['an alias', [`  - &one { id: "${guid(1)}", maxSeats: 5 }`, '  - *one'], 'error yaml/alias site.yaml:4'],
    ['no YAML', ['  - id: "'], 'error yaml/syntax site.yaml:4'],
  ])('%s', async (_, lines, finding) => {
    const [file, place] = finding.split(' site.yaml')
    const outcome = await corrected(...lines)
    expect(
      tells(outcome).some((found) => found.startsWith(`${file ?? ''} site.yaml`)),
      JSON.stringify(tells(outcome)),
    ).toBe(true)
    expect(tells(outcome)).toContain(`${file ?? ''} site.yaml${place ?? ''}`)
  })

  it('another version is refused', async () => {
    const outcome = await loadFiles({ 'm.csv': matrix(cells(1)), 'site.yaml': 'formatVersion: 2\noffers: []\n' })
    expect(tells(outcome)).toEqual(['error catalog/bad-yaml site.yaml:1'])
  })
})

it('a whole catalog', async () => {
  const text = yaml(
    `  - { id: "${guid(1)}", name: A, kind: license }`,
    `  - { id: "${guid(2)}", name: B, kind: addon, parents: ["${guid(1)}"] }`,
  )
  const outcome = await loadFiles({ 'c.yaml': text })
  expect(outcome.findings).toEqual([])
  expect(outcome.offers?.map(({ kind, at }) => [kind, at.line])).toEqual([
    ['license', 3],
    ['addon', 4],
  ])
})

it('corrections alone are no catalog', async () => {
  const outcome = await loadFiles({ 'c.yaml': yaml(`  - { id: "${guid(1)}", maxSeats: 5 }`) })
  expect(tells(outcome)).toEqual(['error catalog/corrections-only c.yaml:-'])
})
