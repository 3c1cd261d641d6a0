import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answered, asText } from './answer-file.ts'
import { csv, guid } from './matrix-file.ts'
import { loadFiles, offerOf, told, workbook, type Outcome } from './loaded-files.ts'

const header = [
  'Product_Display_Name',
  'String_Id',
  'GUID',
  'Service_Plan_Name',
  'Service_Plan_Id',
  'Service_Plans_Included_Friendly_Names',
]

const row = (product: number, provisioningId: string, plan = 'EXCHANGE'): string[] => [
  `Product – ${product}`,
  provisioningId,
  guid(product),
  plan,
  guid(900),
  'Exchange Online',
]

const offers = asText([
  answered(guid(1), { product: { id: guid(101) } }),
  answered(guid(2), { product: { id: guid(102).toUpperCase() } }),
  answered(guid(3), { product: { id: guid(103) } }),
])

const load = (table: string | Buffer): Promise<Outcome> => loadFiles({ 'offers.json': offers, 'skus.csv': table })
const rows = [header, row(101, 'FIRST'), row(101, 'FIRST', 'TEAMS'), row(102, 'SECOND')]
const ids = (outcome: Outcome): unknown => outcome.offers?.map(({ provisioningId }) => provisioningId)

describe('the SKU table', () => {
  it('tells the Provisioning IDs of products, and where from', async () => {
    const outcome = await load(csv(rows))
    expect(outcome.findings).toEqual([])
    expect(ids(outcome)).toEqual(['FIRST', 'SECOND', undefined])
    expect(offerOf(outcome, guid(2)).origins).toEqual({ provisioningId: { file: 'skus.csv', line: 4 } })
  })

  it('may be written in many ways', async () => {
    const encodings: Record<string, (text: string) => Buffer> = {
      'utf-8': (text) => Buffer.from(text),
      'utf-8 with mark': (text) => Buffer.from(`\ufeff${text}`),
      'windows-1252': (text) => Buffer.from(text.replaceAll('–', '\u0096'), 'latin1'),
      'utf-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    }
    const writing = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      lineBreak: fc.constantFrom('\n', '\r\n'),
      encoding: fc.constantFrom(...Object.keys(encodings)),
      blank: fc.constantFrom('', ' ', '\u00a0', '  '),
      isUpperCase: fc.boolean(),
      repeats: fc.nat(2),
    })
    await fc.assert(
      fc.asyncProperty(writing, async ({ delimiter, lineBreak, encoding, blank, isUpperCase, repeats }) => {
        const body = rows
          .slice(1)
          .map((cells) =>
            cells.map((cell, index) => `${index === 2 && isUpperCase ? cell.toUpperCase() : cell}${blank}`),
          )
        const text = csv([header, ...Array.from({ length: repeats + 1 }, () => body).flat()], delimiter, lineBreak)
        const outcome = await load(encodings[encoding]?.(text) ?? '')
        expect(ids(outcome)).toEqual(['FIRST', 'SECOND', undefined])
        expect(outcome.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('as a workbook', async () => {
    expect(ids(await loadFiles({ 'offers.json': offers, 'skus.xlsx': await workbook({ Sheet1: rows }) }))).toEqual([
      'FIRST',
      'SECOND',
      undefined,
    ])
  })

  it('one product with two Provisioning IDs: the first line counts, both are named', async () => {
    const outcome = await load(csv([...rows, row(102, 'OTHER'), row(102, 'OTHER', 'TEAMS')]))
    expect(ids(outcome)).toEqual(['FIRST', 'SECOND', undefined])
    expect(outcome.findings.map(told)).toEqual(['warning catalog/two-provisioning-ids skus.csv:5'])
    expect(outcome.findings[0]?.message).toMatch(/SECOND \(skus\.csv:4\) and OTHER/)
  })

  it('a damaged row is told', async () => {
    const outcome = await load(csv([...rows, row(103, '')]))
    expect(outcome.findings.map(told)).toEqual(['warning catalog/bad-product skus.csv:5'])
    const cut = await load(csv([...rows, row(103, 'THIRD').slice(0, 2)]))
    expect(cut.findings.map(told)).toEqual(['error catalog/ragged-row skus.csv:5'])
  })
})
