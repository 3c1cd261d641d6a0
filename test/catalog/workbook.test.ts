import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unzip } from '../../src/lib/unzip.ts'
import { zipStored } from '../../src/lib/zip-stored.ts'
import { cells, guid, headers } from './matrix-file.ts'
import { loadFiles, offerOf, told, workbook, type Outcome } from './loaded-files.ts'

const numbered = (row: readonly string[]): (string | number | null)[] =>
  row.map((cell) => (cell === '' ? null : /^\d+$/.test(cell) ? Number(cell) : cell))

const good = [[...headers], numbered(cells(1)), numbered(cells(2, { 'Depends On': guid(1) }))]

async function load(book: Buffer | Promise<Buffer>): Promise<Outcome> {
  return loadFiles({ 'm.xlsx': await book })
}

const codes = ({ findings }: Outcome): string[] => findings.map(told)

describe('an offer matrix as a workbook', () => {
  it('is found by its header, whatever the sheets are called and however far down it is', async () => {
    const book = workbook({ Index: [['Cloud Reseller Offer Matrix']], Office: [['June 2021'], [], ...good] })
    const outcome = await load(book)
    expect(codes(outcome)).toEqual(['info catalog/sheets-ignored m.xlsx[Index]:-'])
    expect(offerOf(outcome, guid(2))).toMatchObject({
      kind: 'addon',
      parents: [guid(1)],
      minSeats: 1,
      maxSeats: 300,
      at: { file: 'm.xlsx', sheet: 'Office', line: 5 },
    })
  })

  it('equals the same matrix as CSV', async () => {
    const { offers } = await load(workbook({ Office: good }))
    const { csv } = await import('./matrix-file.ts')
    const other = await loadFiles({ 'm.csv': csv([headers, cells(1), cells(2, { 'Depends On': guid(1) })]) })
    const placeless = (outcome: Outcome['offers']): unknown => outcome?.map((offer) => ({ ...offer, at: undefined }))
    expect(placeless(offers)).toEqual(placeless(other.offers))
  })

  it('reads headers of every generation', async () => {
    const old = [
      ['Offer Name', 'OfferId', 'DependsOn', 'CanConvertTo', 'OfferURI'],
      ['A', guid(1), null, null, null],
      ['B', `{${guid(2).toUpperCase()}}`, guid(1), null, null],
    ]
    expect(offerOf(await load(workbook({ Sheet1: old })), guid(2)).kind).toBe('addon')
  })

  it('names sheet, row and column of what is wrong', async () => {
    const bad = numbered(cells(3, { 'Min Seat Count': 'few' }))
    const { findings } = await load(workbook({ Office: [...good, bad] }))
    expect(findings).toMatchObject([{ code: 'catalog/bad-number', at: { sheet: 'Office', line: 4, column: 7 } }])
  })
})

/** Rewrites one part of a workbook. */
async function withSheet(change: (xml: string) => string): Promise<Buffer> {
  const parts = unzip(await workbook({ Office: good }), () => true, 1e8)
  const name = [...parts.keys()].find((part) => part.includes('worksheets/')) ?? ''
  parts.set(name, Buffer.from(change(parts.get(name)?.toString() ?? '')))
  return zipStored(parts)
}

describe('cells without a value', () => {
  const parents = /<c r="K3"[^>]*>.*?<\/c>/

  it.each([
    ['a failed formula', '<c r="K3" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>'],
    ['a failed formula without its text', '<c t="e" r="K3"><v>#REF!</v></c>'],
    ['a formula that was never computed', '<c r="K3"><f>A1&amp;B1</f></c>'],
    ['an uncomputed formula of text', '<c r="K3" t="str"><f>A1</f><v/></c>'],
  ])('%s is an error, for a blank cell would mean something else', async (_, cell) => {
    const outcome = await load(withSheet((xml) => xml.replace(parents, cell)))
    expect(codes(outcome)).toEqual(['error catalog/error-cell m.xlsx[Office]:3'])
    expect(outcome.findings[0]?.at?.column).toBe(11)
  })

  it.each([
    ['is not of this world', '<c r="true"><v>1</v></c>'],
    ['has a row of its own making', '<c r="K99999999999"><v>1</v></c>'],
    ['is nowhere', '<c><v>1</v></c>'],
    ['hides behind a prefix', '<x:c r="true"><v>1</v></x:c>'],
    ['hides behind a bracket', '<c t=">" r="true"><v>1</v></c>'],
  ])('a cell whose place %s is refused: the reader would fill up memory to get there', async (_, cell) => {
    const outcome = await load(withSheet((xml) => xml.replace(parents, cell)))
    expect(codes(outcome)).toEqual(['error catalog/damaged-workbook m.xlsx:-'])
  })

  it('a row whose number nobody can count to is refused', async () => {
    const outcome = await load(withSheet((xml) => xml.replace(/<row r="3"/, '<row r="99999999999"')))
    expect(codes(outcome)).toEqual(['error catalog/damaged-workbook m.xlsx:-'])
  })

  it('a computed formula is its value', async () => {
    const cell = `<c r="K3" t="str"><f>A1</f><v>${guid(1)}</v></c>`
    expect(offerOf(await load(withSheet((xml) => xml.replace(parents, cell))), guid(2)).parents).toEqual([guid(1)])
  })

  it('a number is as Excel shows it', async () => {
    const seats = (value: string) =>
      withSheet((xml) => xml.replace(/<c r="H2"[^>]*>.*?<\/c>/, `<c r="H2"><v>${value}</v></c>`))
    for (const [stored, shown] of [
      ['1E7', 10_000_000],
      ['299.99999999999999999', 300],
    ] as const) {
      expect(offerOf(await load(seats(stored)), guid(1)).maxSeats).toBe(shown)
    }
  })
})

describe('what is no good workbook', () => {
  /** A zip whose directory says little of what it unpacks to. */
  function bomb(name: string, xml: string): Buffer {
    const packed = deflateRawSync(Buffer.from(xml))
    const archive = zipStored(new Map([[name, packed]]))
    for (const header of [0, archive.indexOf('PK\u0001\u0002')])
      archive.writeUInt16LE(8, header + (header === 0 ? 8 : 10))
    return archive
  }

  it('one that unpacks to too much', async () => {
    const book = bomb('xl/workbook.xml', ' '.repeat(300 * 1024 * 1024))
    expect(book.length).toBeLessThan(1_000_000)
    expect(codes(await load(book))).toEqual(['error catalog/workbook-too-large m.xlsx:-'])
  })

  it('one with a cell at the far corner', async () => {
    const corner = withSheet((xml) =>
      xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    expect(codes(await load(corner))).toEqual(['error catalog/workbook-too-large m.xlsx:-'])
  })

  it('one with millions of cells', async () => {
    const many = withSheet((xml) =>
      xml.replace('</sheetData>', `<row r="9">${'<c/>'.repeat(8_100_000)}</row></sheetData>`),
    )
    expect(codes(await load(many))).toEqual(['error catalog/workbook-too-large m.xlsx:-'])
  })

  it.each<[string, (book: Buffer) => Buffer, string]>([
    ['cut in the middle', (book) => book.subarray(0, book.length / 2), 'catalog/damaged-workbook'],
    ['a flipped byte', (book) => flipped(book, book.indexOf('<sheetData') + 100), 'catalog/damaged-workbook'],
    ['another archive', () => zipStored(new Map([['offers.csv', Buffer.from('a,b')]])), 'catalog/zip-archive'],
    ['a binary workbook', () => zipStored(new Map([['xl/workbook.bin', Buffer.from('x')]])), 'catalog/excel-workbook'],
    ['no XML inside', () => zipStored(new Map([['xl/workbook.xml', Buffer.from('x')]])), 'catalog/damaged-workbook'],
  ])('%s', async (_, spoil, code) => {
    const book = zipStored(unzip(await workbook({ Office: good }), () => true, 1e8))
    expect(codes(await load(spoil(book)))).toEqual([`error ${code} m.xlsx:-`])
  })

  it('empty sheets', async () => {
    expect(codes(await load(workbook({ Sheet1: [], Sheet2: [[null]] })))).toEqual(['error catalog/empty-file m.xlsx:-'])
  })

  it('new commerce', async () => {
    const book = workbook({
      Sheet1: [
        ['ProductTitle', 'ProductId', 'SkuId'],
        ['a', 'CFQ7TTC0LF8Q', '1'],
      ],
    })
    expect(codes(await load(book))).toEqual(['error catalog/new-commerce-file m.xlsx:-'])
  })

  function flipped(book: Buffer, at: number): Buffer {
    const other = Buffer.from(book)
    other[at] = (other[at] ?? 0) ^ 0x10
    return other
  }
})
