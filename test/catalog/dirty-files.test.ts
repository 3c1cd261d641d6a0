/** Whatever people and their programs do to a file: the same catalog, or a finding that names the line. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Offer } from '../../src/catalog/offer.ts'
import { answer, answered, asText, type AnswerOffer } from './answer-file.ts'
import { cells, csv, guid, headers, matrix } from './matrix-file.ts'
import { loadFiles, workbook, type Outcome } from './loaded-files.ts'
import { pivoted, priceHeaders, priceRow } from './price-file.ts'

type Cell = string | number | Date | null

const placeless = ({ offers }: Outcome): unknown =>
  offers?.map((offer: Offer) => ({ ...offer, at: undefined, origins: undefined }))

const trouble = ({ findings }: Outcome): unknown => findings.filter(({ severity }) => severity !== 'info')

/** Orders a list by random keys. */
function shuffled<Item>(items: readonly Item[], keys: readonly number[]): Item[] {
  return items
    .map((item, index) => [keys[index] ?? 0, item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item)
}

const encodings: Record<string, (text: string) => Buffer> = {
  utf8: (text) => Buffer.from(text),
  'utf8 with mark': (text) => Buffer.from(`\ufeff${text}`),
  utf16: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'windows-1252': (text) => Buffer.from(text.replaceAll('–', '\u0096').replaceAll('™', '\u0099'), 'latin1'),
}

const keys = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })
const writing = fc.record({
  form: fc.constantFrom('csv', 'xlsx'),
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom(...Object.keys(encodings)),
  preamble: fc.constantFrom(0, 1, 3),
  blankRows: fc.nat(2),
  appended: fc.nat(2),
  isUpperCase: fc.boolean(),
  blank: fc.constantFrom('', ' ', '\u00a0', '  '),
  repeats: fc.boolean(),
  rowKeys: keys,
  columnKeys: keys,
})

type Writing = typeof writing extends fc.Arbitrary<infer Value> ? Value : never

/** Writes rows under a header in the given way; ids are those of the columns in `idColumns`. */
async function write(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  how: Writing,
  { idColumns, titles }: { idColumns: readonly number[]; titles: readonly string[][] },
): Promise<Buffer> {
  const extra = Array.from({ length: how.appended }, (_, index) => `Appended ${index}`)
  const spell = (cell: Cell, column: number): Cell => {
    if (!idColumns.includes(column) || typeof cell !== 'string' || cell === '') return cell
    return how.blank + (how.isUpperCase ? cell.toUpperCase() : cell) + how.blank
  }
  const body = rows.map((row) => [...row.map(spell), ...extra.map(() => 'note')])
  const table: Cell[][] = [[...header, ...extra], ...body].map((row) => shuffled(row, how.columnKeys))
  const [first = [], ...others] = table
  const blanks = Array.from({ length: how.blankRows }, (): Cell[] => first.map(() => null))
  const all: Cell[][] = [...titles.map((title) => [...title]), first, ...others.flatMap((row) => [row, ...blanks])]
  if (how.form === 'xlsx') return workbook({ Notes: [['Read me']], Sheet1: all.map((row) => row.map(xlsxCell)) })
  const text = csv(
    all.map((row) => row.map(textCell)),
    how.delimiter,
    how.lineBreak,
  )
  return encodings[how.encoding]?.(text) ?? Buffer.from(text)
}

const xlsxCell = (cell: Cell): Cell => (cell === '' ? null : cell)

function textCell(cell: Cell): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).replaceAll('-', '')
  return cell === null ? '' : String(cell)
}

const name = fc.constantFrom('Büro', 'E1 – plan', 'a "quoted" word', 'x, y; z', 'Phone System™', 'two\nlines', '=1+1')

describe('an offer matrix', () => {
  const offers = fc.array(fc.record({ name, parents: fc.subarray([1, 2, 90]) }), { minLength: 1, maxLength: 6 })

  it('is the same catalog however it is written, as text or as a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(offers, writing, async (given, how) => {
        const rows = given.map((offer, index) =>
          cells(index + 1, {
            'Offer Display Name': `${offer.name} ${index + 1}`,
            'Depends On': offer.parents
              .filter((parent) => parent !== index + 1)
              .map(guid)
              .join(';'),
          }),
        )
        const written = shuffled(how.repeats ? [...rows, ...rows] : rows, how.rowKeys)
        const titles = Array.from({ length: how.preamble }, (_, index) => [`Title ${index}`])
        const other = await loadFiles({
          'm.dat': await write(headers, written, how, { idColumns: [1, 10, 11], titles }),
        })
        expect(placeless(other)).toEqual(placeless(await loadFiles({ 'm.csv': matrix(...rows) })))
        expect(trouble(other)).toEqual([])
      }),
      { numRuns: 80 },
    )
  })
})

const structure = matrix(...Array.from({ length: 6 }, (_, index) => cells(index + 1)))

describe('a price list', () => {
  const entries = fc
    .array(
      fc.record({
        flag: fc.constantFrom('ADD', 'CHG', 'DEL', 'UNC', 'DEPR'),
        month: fc.integer({ min: 1, max: 3 }),
        price: fc.option(fc.integer({ min: 1, max: 99_999 })),
        segment: fc.constantFrom('Corporate', 'Academic', 'Charity', 'Government'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((list) =>
      list
        .map(({ flag, month, price, segment }, index) =>
          priceRow(guid(index + 1), {
            'A/C/D/U': flag,
            'Valid-From Date': new Date(Date.UTC(2019, month, 1)),
            'Offer Display Name': `Offer ${index + 1}`,
            'List Price': price === null ? null : price / 100,
            'License Agreement Type': segment,
          }),
        )
        // A pivot table's groups are in order, and each is there once.
        .sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1)),
    )
  const textOf = (row: readonly Cell[]): string => row.slice(0, 3).map(textCell).join(' ')
  const currency = ['Doc currency', 'USD']
  const plain = async (rows: readonly Cell[][]): Promise<Outcome> =>
    loadFiles({
      'm.csv': structure,
      'p.csv': csv([currency, [], priceHeaders, ...rows.map((row) => row.map(textCell))]),
    })

  it('is the same however it is written, flags on every row or filled down', async () => {
    await fc.assert(
      fc.asyncProperty(entries, writing, fc.boolean(), async (rows, how, isPivot) => {
        const repeated = how.repeats && !isPivot ? [...rows, ...rows] : rows
        const written = isPivot ? pivoted<Cell>(rows.map((row) => [...row])) : shuffled(repeated, how.rowKeys)
        const titles = [currency, ...Array.from({ length: how.preamble }, () => [''])]
        const file = await write(priceHeaders, written, how, { idColumns: [4], titles })
        const other = await loadFiles({ 'm.csv': structure, 'p.dat': file })
        expect(trouble(other)).toEqual([])
        expect(placeless(other)).toEqual(placeless(await plain(rows)))
      }),
      { numRuns: 80 },
    )
  })

  it('cut anywhere is the rows before the cut, or says on which line it is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.double({ min: 0, max: 1, noNaN: true }), async (rows, share) => {
        const whole = csv([currency, [], priceHeaders, ...rows.map((row) => row.map(textCell))])
        const cut = whole.slice(0, Math.floor(whole.length * share))
        const outcome = await loadFiles({ 'm.csv': structure, 'p.csv': cut })
        const told = outcome.findings.filter(
          ({ at, code }) => at?.file === 'p.csv' && code !== 'catalog/offer-without-price',
        )
        if (told.length > 0) expect(told.every(({ at }) => at !== undefined)).toBe(true)
        else expect(placeless(outcome)).toEqual(placeless(await plain(rows.slice(0, cut.split(/\r\n?/).length - 4))))
      }),
      { numRuns: 80 },
    )
  })
})

describe('a Partner Center answer', () => {
  const offers = fc
    .array(fc.record({ name, parents: fc.subarray([1, 2, 90]), isTrial: fc.boolean() }), { minLength: 1, maxLength: 5 })
    .map((list) =>
      list.map((offer, index) =>
        answered(guid(index + 1), {
          name: offer.name,
          isTrial: offer.isTrial,
          prerequisiteOffers: offer.parents.filter((parent) => parent !== index + 1).map(guid),
          isAddOn: offer.parents.some((parent) => parent !== index + 1),
        }),
      ),
    )

  const shapes: Record<string, (list: readonly AnswerOffer[]) => unknown> = {
    answer,
    list: (list) => list,
    answers: (list) => [answer(list.slice(0, 1)), answer(list.slice(1))],
    countries: (list) => ({ us: list }),
  }

  function respelt(value: unknown, how: { isPascal: boolean; isLowerCase: boolean; extra: boolean }): unknown {
    if (Array.isArray(value)) return value.map((member) => respelt(member, how))
    if (typeof value === 'string') {
      return /^[0-9a-f-]{36}$/i.test(value) && how.isLowerCase ? `{${value.toLowerCase()}} ` : value
    }
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).map(([key, member]): [string, unknown] => [
      how.isPascal ? key.charAt(0).toUpperCase() + key.slice(1) : key,
      respelt(member, how),
    ])
    return Object.fromEntries(how.extra ? [['somethingNew', { nested: [1, null] }], ...members] : members)
  }

  it('is the same catalog in every shape and spelling', async () => {
    const how = fc.record({
      shape: fc.constantFrom(...Object.keys(shapes)),
      isPascal: fc.boolean(),
      isLowerCase: fc.boolean(),
      extra: fc.boolean(),
      indent: fc.constantFrom(0, 2, 4),
      encoding: fc.constantFrom('utf8', 'utf8 with mark', 'utf16'),
      rowKeys: keys,
    })
    await fc.assert(
      fc.asyncProperty(offers, how, async (list, style) => {
        const value = shapes[style.shape]?.(
          shuffled(list, style.rowKeys).map((offer) => respelt(offer, style) as AnswerOffer),
        )
        const other = await loadFiles({
          'a.txt': encodings[style.encoding]?.(JSON.stringify(value, null, style.indent)) ?? '',
        })
        expect(trouble(other)).toEqual([])
        expect(placeless(other)).toEqual(placeless(await loadFiles({ 'a.json': asText(list) })))
      }),
      { numRuns: 80 },
    )
  })

  it('cut anywhere is refused with the line', async () => {
    await fc.assert(
      fc.asyncProperty(offers, fc.double({ min: 0, max: 0.999, noNaN: true }), async (list, share) => {
        const text = asText(answer(list))
        const outcome = await loadFiles({ 'a.json': text.slice(0, Math.floor(text.length * share)) })
        expect(outcome.offers).toBeUndefined()
        expect(outcome.findings[0]?.at?.file).toBe('a.json')
      }),
      { numRuns: 80 },
    )
  })

  it('a lost or added mark never loads as something else in silence', async () => {
    const marks = fc.constantFrom(',', '"', '{', '}', '[', ']', ':')
    await fc.assert(
      fc.asyncProperty(offers, fc.nat(), marks, fc.boolean(), async (list, at, mark, isAdded) => {
        const text = asText(answer(list))
        const whole = placeless(await loadFiles({ 'a.json': text }))
        const places = Array.from({ length: text.length }, (_, index) => index).filter((index) => text[index] === mark)
        const place = isAdded ? at % text.length : (places[at % places.length] ?? 0)
        const damaged = text.slice(0, place) + (isAdded ? mark : '') + text.slice(place + (isAdded ? 0 : 1))
        const outcome = await loadFiles({ 'a.json': damaged })
        // Inside a text a mark is only a letter: of names, descriptions and words that are not read.
        if (outcome.findings.length === 0)
          expect(unworded(outcome)).toEqual(unworded({ offers: whole as Offer[], findings: [] }))
      }),
      { numRuns: 150 },
    )
  })
})

const unworded = ({ offers }: Outcome): unknown =>
  offers?.map(({ id, kind, parents, minSeats, maxSeats, limit }) => ({ id, kind, parents, minSeats, maxSeats, limit }))
